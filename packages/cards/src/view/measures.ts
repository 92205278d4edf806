/**
 * Sizes on the canvas, in pixels at 100 % zoom. A card's height is computed from its document and these
 * numbers, so layout and minimap need no DOM measurement.
 */
export const measures = {
  card: 264,
  gap: 36,
  /** Width of a card with a long form, and the gap next to it. */
  wideCard: 304,
  wideGap: 64,
  header: 52,
  /** Vertical padding above the first and below the last row of a card section. */
  pad: 10,
  /** Horizontal padding of a card's content. */
  side: 12,
  section: 28,
  setting: 40,
  label: 20,
  control: 32,
  line: 18,
  /** Height of a line in a field that grows; a pill fits into it. */
  fieldLine: 24,
  fieldGap: 8,
  /** Height of a field next to its label, and the gap below it. */
  inline: 28,
  inlineGap: 4,
  messageLine: 16,
  /** Height of the line that shows a value below a field, including the gap above it. */
  value: 20,
  pill: 28,
  branch: 26,
  add: 36,
  lost: 36,
  laneLabel: 32,
  lanePad: 12,
  /** Height of a lane without cards, with room for its "Add card" button. */
  emptyLane: 44,
  joinColumn: 256,
  /** Width of a block card's inputs column, at the left. */
  blockHead: 188,
  /** Width of a block card's outputs column, at the right: open and folded. */
  outputColumn: 160,
  foldedColumn: 36,
  indent: 14
} as const

/** Maximum number of lines that a text field grows to. Longer text scrolls. */
export const MAX_LINES = 8

/** Maximum number of lines that a single-line field grows to when its value is long. */
export const GROWN_LINES = 3
