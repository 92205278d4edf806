/**
 * Sizes on the canvas, in pixels at 100 %. A card's height follows from its document and these numbers alone, so that
 * layout, minimap and "mount only what is visible" need to measure nothing.
 */
export const measures = {
  card: 264,
  gap: 36,
  /** A card with a long form, and the gaps beside it. */
  wideCard: 304,
  wideGap: 64,
  header: 52,
  /** Above the first and below the last row of a part of a card. */
  pad: 10,
  /** Left and right of what a card holds. */
  side: 12,
  section: 28,
  setting: 40,
  label: 20,
  control: 32,
  line: 18,
  /** A line of a field that grows; a pill fits into it. */
  fieldLine: 24,
  fieldGap: 8,
  /** A field beside its label, and the gap below it. */
  inline: 28,
  inlineGap: 4,
  messageLine: 16,
  /** The value below a field, with the gap above it. */
  value: 20,
  pill: 28,
  branch: 26,
  add: 36,
  lost: 36,
  laneLabel: 32,
  lanePad: 12,
  /** A lane without cards has room for its "Add card" button. */
  emptyLane: 44,
  joinColumn: 256,
  /** Width of a block card's inputs, at its left. */
  blockHead: 188,
  /** Width of a block card's outputs, at its right, and when folded. */
  outputColumn: 160,
  foldedColumn: 36,
  indent: 14
} as const

/** The most lines that a text field grows to; a longer text scrolls. */
export const MAX_LINES = 8

/** The most lines that a field for one line grows to, where its value does not fit. */
export const GROWN_LINES = 3
