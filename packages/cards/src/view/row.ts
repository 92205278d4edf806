import type { FieldsSetting, InputPort, OutputPort, Setting } from '@hookwright/engine'
import type { Binding, Card, CardId, FieldId, Json, Path, Problem, ValueType } from '@hookwright/model'
import type { ReactNode } from 'react'
import { linesOfText } from './lines-of-text.ts'
import { measures } from './measures.ts'
import type { ValueLines } from './value-text.ts'

/** Place of a binding: an input of a card or, with a block, one of its joins. */
export interface FieldAt {
  card: CardId
  block?: FieldId
  field: FieldId
}

/** Returns a place as a key, for element ids and comparisons. */
export const nameOfPlace = (at: FieldAt): string => `${at.card}|${at.block ?? ''}|${at.field}`

/** Setting that one control edits. Its value is read from the config. */
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
  /** The setting whose field this is, when its name and type can be changed here. */
  item: FieldsSetting | null
  problems: Problem[]
  lines: number
  /** Lines of its value in a run, below the field; 0 without one. */
  valueLines: 0 | ValueLines
  /** Label and field stand on one line. */
  inline?: true
  /** True in the narrow column of a block card. */
  narrow?: true
}

/** Output, or a part of one. */
export interface OutputRow {
  kind: 'output'
  port: OutputPort
  path: Path
  label: string
  type: ValueType
  depth: number
  /** Key of its fold state; null without parts. */
  tree: string | null
  open: boolean
  item: FieldsSetting | null
  valued: boolean
  /** Shows the name of the type next to it. */
  typed?: true
  /** Marks it as a value that is always present, since it is required. */
  required?: true
}

/** Foldable heading of rows, optionally with a link to their dialog. */
export interface SectionRow {
  kind: 'section'
  key: string
  label: string
  folded: boolean
  action?: { label: string; dialog: string }
  /** The block whose inputs stand below, when its name can be changed here. */
  item?: { setting: FieldsSetting; id: FieldId }
  /** A heading below another heading. */
  under?: true
  /** A few words at its right end. */
  aside?: string
}

/** Props of a part: its card, the key of its row and the height of the row. */
export interface PartProps {
  card: Card
  part: string
  height: number
}

/** Row of one card type, drawn by the card's own folder, with a height of its own. */
export interface PartRow {
  kind: 'part'
  key: string
  /** The place in the flow that is chosen here, if it is one that problems and addresses lead to. */
  at?: FieldAt
  height: number
  /** Drawn with the key of its row, so that one component can draw several. */
  Part: (props: PartProps) => ReactNode
}

/** Problem of a card, with a link to the dialog that can fix it, if any. */
export interface MessageRow {
  kind: 'message'
  problem: Problem
  dialog?: string
  narrow?: true
}

/** One row of a card. Its height follows from it alone. */
export type Row =
  | SectionRow
  | PartRow
  | MessageRow
  | { kind: 'failure'; message: string; narrow?: true }
  | { kind: 'setting'; setting: PlainSetting; lines: number; preset?: Json; narrow?: true }
  | InputRow
  | { kind: 'lost'; at: FieldAt; problem: Problem | null }
  | OutputRow
  | { kind: 'key'; port: OutputPort; path: Path; depth: number }
  | { kind: 'add'; setting: FieldsSetting }

/** The short form of a problem at its field, or null where the whole sentence is shown. */
export const shortOf = (problem: Problem): string | null =>
  problem.code === 'input-required' ? 'Required' : null

/**
 * Keys under which a card with blocks stores that its outputs column was toggled. An empty column is folded by default,
 * one with outputs is open.
 */
export const outputColumns = { empty: 'outputs-opened', filled: 'outputs-folded' } as const

const isColumnKey = (key: string): boolean => key === outputColumns.empty || key === outputColumns.filled

/** The heading of the column in which a block card has its outputs; undefined for any other row. */
export const columnOf = (row: Row | undefined): SectionRow | undefined =>
  row?.kind === 'section' && isColumnKey(row.key) ? row : undefined

/** Place of the button that opens or folds the column. */
export const COLUMN_PLACE = 'section|outputs'

/** True for the outputs of a block card that are folded to a narrow column. */
export const isFoldedColumn = ([first]: readonly Row[]): boolean => columnOf(first)?.folded === true

/** Total width of the space at both sides of a card's content. */
const SIDES = 24
const MESSAGE_SIZE = 12
const MOST_MESSAGE_LINES = 4
const MOST_NARROW_LINES = 6

/** Lines that a sentence takes on a card when nothing of it is cut off. */
export const linesOfWholeMessage = (message: string, width: number = measures.card): number =>
  linesOfText(message, width - SIDES, MESSAGE_SIZE)

/** Returns the number of lines of a message on a card. A longer one is truncated there and shown in full in its tooltip. */
export const linesOfMessage = (message: string, width: number = measures.card): number =>
  Math.min(
    width < measures.card ? MOST_NARROW_LINES : MOST_MESSAGE_LINES,
    linesOfWholeMessage(message, width)
  )

const heightOfMessage = (message: string, width?: number): number =>
  linesOfMessage(message, width) * measures.messageLine

/** Width of the part of a card in which a row stands. */
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

/** The height of the control of an input. */
export const heightOfControl = ({ lines, inline }: Pick<InputRow, 'lines' | 'inline'>): number =>
  inline && lines === 1 ? measures.inline : heightOfLines(lines)

/** True for a setting whose label stands above its control. */
export const isStacked = ({ setting, narrow }: { setting: PlainSetting; narrow?: true }): boolean =>
  narrow === true && setting.kind !== 'switch'

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

/** Returns the padding below rows. It equals the padding at their sides, less the own gap of the last row. */
export const padBelow = (rows: readonly Row[]): number => {
  const last = rows.at(-1)
  return last?.kind === 'input' && last.inline !== true ? measures.side - measures.fieldGap : measures.pad
}

/** Returns the height of stacked rows with padding; 0 for none. */
export const heightOfRows = (rows: Row[]): number =>
  rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + heightOfRow(row), measures.pad + padBelow(rows))
