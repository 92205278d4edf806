import type { RowsGiven } from '../../face/rows-given.ts'

/** The height of a line of the summary, in pixels. */
export const SUMMARY_LINE = 24

/** The height of the summary of a card's registration, in pixels. */
export const heightOfSummary = (_given: RowsGiven): number => 2 * SUMMARY_LINE + 4
