import type { CardView } from '../view/card-view.ts'
import { DaysPart, NextRunsPart, ZonePart } from '../view/schedule-parts.tsx'
import { scheduledRows } from './rows.ts'

/** View of a scheduled start. */
export const scheduledView = {
  rows: params =>
    scheduledRows(params, { Days: DaysPart, Zone: ZonePart, NextRuns: NextRunsPart }, Date.now())
} satisfies CardView
