import type { FieldsSetting, InputPort, OutputPort, Setting } from '@hookwright/engine'
import type { Binding, Card, CardId, FieldId, Json, Path, Problem, ValueType } from '@hookwright/model'
import type { ReactNode } from 'react'
import { linesOfText } from './lines-of-text.ts'
import { measures } from './measures.ts'
import type { ValueLines } from './value-text.ts'

/** Target of a mapping: an input of a card or, with `block`, a value that the block passes on (a join). */
export interface FieldAt {
  card: CardId
  block?: FieldId
  field: FieldId
}

/** Returns the key of a binding target, for element ids and comparisons. */
export const nameOfPlace = (at: FieldAt): string => `${at.card}|${at.block ?? ''}|${at.field}`

/** Setting with a single control. Its value is read from the config. */
export type PlainSetting = Exclude<Setting, FieldsSetting>

/** Input with its binding and problems. */
export interface InputRow {
  kind: 'input'
  at: FieldAt
  port: Pick<
    InputPort,
    'id' | 'label' | 'type' | 'required' | 'help' | 'option' | 'fixed' | 'choices' | 'lines'
  >
  binding: Binding | null
  /** Setting whose list contains this input, if its name and type can be edited here; otherwise null. */
  item: FieldsSetting | null
  problems: Problem[]
  lines: number
  /** Number of lines for the value in the shown run, below the field; 0 if no value is shown. */
  valueLines: 0 | ValueLines
  /** True if the label and the field share one line. */
  inline?: true
  /** True in the narrow column of a block card. */
  narrow?: true
}

/** Output, or a property or item inside an output. */
export interface OutputRow {
  kind: 'output'
  port: OutputPort
  path: Path
  label: string
  type: ValueType
  depth: number
  /** Key under which the card stores if the properties below the output are unfolded; null if it has none. */
  tree: string | null
  open: boolean
  item: FieldsSetting | null
  valued: boolean
  /** Set to show the name of the type next to the output. */
  typed?: true
  /** Set to mark an output that always has a value, because it is required. */
  required?: true
}

/** Foldable heading of rows, optionally with a link to a dialog. */
export interface SectionRow {
  kind: 'section'
  key: string
  label: string
  folded: boolean
  action?: { label: string; dialog: string }
  /** Block whose inputs follow this heading, if its name can be edited here. */
  item?: { setting: FieldsSetting; id: FieldId }
  /** True for a heading inside another section. */
  under?: true
  /** Short text at the right end of the heading. */
  aside?: string
  /** Inputs and outputs that the folded section hides. Their wires are drawn to the heading. */
  hides?: Row[]
}

/** Props of a part: its card, the key of its row and the height of the row. */
export interface PartProps {
  card: Card
  part: string
  height: number
}

/** Row that a card type draws with a custom component and height. */
export interface PartRow {
  kind: 'part'
  key: string
  /** Field that is edited in this row, if problems and links can lead to it. */
  at?: FieldAt
  height: number
  /** Component that draws the row. It receives the row's key, so one component can draw several rows. */
  Part: (props: PartProps) => ReactNode
}

/** Problem of a card, with a link to the dialog that can fix it, if any. */
export interface MessageRow {
  kind: 'message'
  problem: Problem
  dialog?: string
  narrow?: true
}

/** Setting with its control. */
export interface SettingRow {
  kind: 'setting'
  setting: PlainSetting
  lines: number
  preset?: Json
  narrow?: true
  /** Key of the section that a change of the setting opens, because only a problem keeps it open now. */
  opens?: string
}

/** Row of a card. Its height depends only on the row's data. */
export type Row =
  | SectionRow
  | PartRow
  | MessageRow
  | { kind: 'failure'; message: string; narrow?: true }
  | SettingRow
  | InputRow
  | { kind: 'lost'; at: FieldAt; problem: Problem | null }
  | OutputRow
  | { kind: 'key'; port: OutputPort; path: Path; depth: number }
  | { kind: 'add'; setting: FieldsSetting }

/**
 * Returns the short text for a problem at a field, such as “Required”. `null` if the full sentence is shown.
 */
export const shortOf = (problem: Problem): string | null =>
  problem.code === 'input-required' ? 'Required' : null

/**
 * Keys under which a block card stores that its outputs column was toggled. An empty column is folded by
 * default; a column with outputs is open.
 */
export const outputColumns = { empty: 'outputs-opened', filled: 'outputs-folded' } as const

const isColumnKey = (key: string): boolean => key === outputColumns.empty || key === outputColumns.filled

/** Returns a row if it is the heading of a block card's outputs column, otherwise undefined. */
export const columnOf = (row: Row | undefined): SectionRow | undefined =>
  row?.kind === 'section' && isColumnKey(row.key) ? row : undefined

/** Key of the button that toggles the outputs column, for moving the focus to it. */
export const COLUMN_PLACE = 'section|outputs'

/** Returns true if the outputs of a block card are folded to a narrow column. */
export const isFoldedColumn = ([first]: readonly Row[]): boolean => columnOf(first)?.folded === true

/** Total horizontal padding of a card's content, in pixels. */
const SIDES = 24
const MESSAGE_SIZE = 12
const MOST_MESSAGE_LINES = 4
const MOST_NARROW_LINES = 6

/** Returns the number of lines that a message needs without truncation. */
export const linesOfWholeMessage = (message: string, width: number = measures.card): number =>
  linesOfText(message, width - SIDES, MESSAGE_SIZE)

/**
 * Returns the number of lines of a message on a card. Longer messages are truncated and shown in full in the
 * tooltip.
 */
export const linesOfMessage = (message: string, width: number = measures.card): number =>
  Math.min(
    width < measures.card ? MOST_NARROW_LINES : MOST_MESSAGE_LINES,
    linesOfWholeMessage(message, width)
  )

const heightOfMessage = (message: string, width?: number): number =>
  linesOfMessage(message, width) * measures.messageLine

/** Returns the width of the card section that contains a row, in pixels. */
export const widthOfRow = ({ narrow, at }: { narrow?: true; at?: FieldAt }): number => {
  if (at?.block !== undefined) return measures.joinColumn
  return narrow ? measures.blockHead : measures.card
}

const heightOfMessages = (row: InputRow): number =>
  row.problems.reduce(
    (sum, problem) => sum + heightOfMessage(shortOf(problem) ?? problem.message, widthOfRow(row)),
    0
  )

/** Returns the height of a field with a number of lines. */
export const heightOfLines = (lines: number): number =>
  Math.max(measures.control, lines * measures.fieldLine + 8)

/** Returns the height of an input's control. */
export const heightOfControl = ({ lines, inline }: Pick<InputRow, 'lines' | 'inline'>): number =>
  inline && lines === 1 ? measures.inline : heightOfLines(lines)

/** Maximum length of a short label of a setting. Its column is narrower, which leaves more room for the value. */
const SHORT_LABEL = 14

/** Returns true for a setting whose label needs the wider column. */
export const hasLongLabel = ({ label }: Pick<PlainSetting, 'label'>): boolean => label.length > SHORT_LABEL

/** Widths of a setting in pixels: its columns of labels, and everything beside the text of a dropdown. */
const SETTING = { label: 84, longLabel: 96, gap: 8, dropdown: 46, size: 13 }

/** Results of `isCutOff`. Heights are needed at each drawing, and settings are few and constant. */
const cutOff = new WeakMap<PlainSetting, boolean>()

/** Returns true for a dropdown with an option that is cut off next to the label. */
const isCutOff = (setting: PlainSetting): boolean => {
  if (setting.kind !== 'choice') return false
  const known = cutOff.get(setting)
  if (known !== undefined) return known
  const label = hasLongLabel(setting) ? SETTING.longLabel : SETTING.label
  const room = measures.card - SIDES - label - SETTING.gap - SETTING.dropdown
  const isCut = setting.choices.some(choice => linesOfText(choice.label, room, SETTING.size) > 1)
  cutOff.set(setting, isCut)
  return isCut
}

/**
 * Returns true for a setting with its label above its control: in a narrow column, and where an option does
 * not fit next to the label.
 */
export const isStacked = ({ setting, narrow }: { setting: PlainSetting; narrow?: true }): boolean =>
  narrow === true ? setting.kind !== 'switch' : isCutOff(setting)

/** Returns the height of a row. */
export const heightOfRow = (row: Row): number => {
  switch (row.kind) {
    case 'section':
      return measures.section
    case 'part':
      return row.height
    case 'message':
      return heightOfMessage(row.problem.message, widthOfRow(row)) + measures.fieldGap
    case 'failure':
      return heightOfMessage(row.message, widthOfRow(row)) + 2 * measures.fieldGap
    case 'setting':
      if (row.lines > 1) return heightOfLines(row.lines) + measures.fieldGap
      return isStacked(row) ? measures.label + measures.control + measures.fieldGap : measures.setting
    case 'input':
      return (
        (row.inline ? 0 : measures.label) +
        heightOfControl(row) +
        heightOfMessages(row) +
        (row.valueLines === 0 ? 0 : measures.value + (row.valueLines - 1) * measures.messageLine) +
        (row.inline ? measures.inlineGap : measures.fieldGap)
      )
    case 'lost':
      return measures.lost
    case 'output':
      return row.depth === 0 ? measures.pill : measures.branch
    case 'key':
      return measures.branch + 4
    case 'add':
      return measures.add
  }
}

/** Returns the padding below rows: the side padding, minus the gap that the last row already has. */
export const bottomPaddingOf = (rows: readonly Row[]): number => {
  const last = rows.at(-1)
  if (last?.kind !== 'input') return measures.pad
  return measures.side - (last.inline ? measures.inlineGap : measures.fieldGap)
}

/** Returns the height of stacked rows with padding; 0 for none. */
export const heightOfRows = (rows: Row[]): number =>
  rows.length === 0
    ? 0
    : rows.reduce((sum, row) => sum + heightOfRow(row), measures.pad + bottomPaddingOf(rows))
