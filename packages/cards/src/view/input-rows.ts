import type { FieldsSetting, InputPort, Setting } from '@hookwright/engine'
import type { Binding, Bindings, Block, FieldId, Problem } from '@hookwright/model'
import { itemsOf } from './field-items.ts'
import { linesOfText } from './lines-of-text.ts'
import { GROWN_LINES, MAX_LINES } from './measures.ts'
import { type FieldAt, type InputRow, type Row, widthOfRow } from './row.ts'
import { addRow, fieldsOf, grouped, isShown, itemOf, type RowsInput } from './rows-input.ts'

/** Returns the number of lines of a text in its field. */
export const linesOf = (text: string, least = 1): number =>
  Math.min(MAX_LINES, Math.max(least, text.split('\n').length))

const textOf = (binding: Binding | null): string => {
  if (binding?.kind === 'literal') return typeof binding.value === 'string' ? binding.value : ''
  if (binding?.kind === 'text') return binding.parts.filter(part => typeof part === 'string').join('')
  return ''
}

/** Room for text in a field, and the size of its font. */
const FIELD = { sides: 24 + 18, size: 13 }
/** Placeholder for a pill when the length of a value is estimated: about as long as most pills. */
const PILL = 'mmmmmmmmm'

/** Lines that a value takes in a field for one line, which grows rather than cut it off. */
const grownLines = (binding: Binding | null, width: number): number => {
  if (binding === null) return 1
  const parts = binding.kind === 'text' ? binding.parts : binding.kind === 'literal' ? [textOf(binding)] : []
  const text = parts.map(part => (typeof part === 'string' ? part : ` ${PILL} `)).join('')
  return Math.min(GROWN_LINES, linesOfText(text, width - FIELD.sides, FIELD.size))
}

const bindingAt = (bindings: Bindings, field: FieldId): Binding | null =>
  (Object.hasOwn(bindings, field) ? bindings[field] : undefined) ?? null

const problemsAt = (problems: Problem[], at: FieldAt): Problem[] =>
  problems.filter(problem => problem.field === at.field && problem.block === at.block)

/** Rows of a block card's inputs, which are in a narrow column. */
const narrowOf = ({ card }: RowsInput): { narrow?: true } =>
  (card.blocks ?? []).length > 0 ? { narrow: true } : {}

const inputRow = (
  given: RowsInput,
  at: FieldAt,
  port: InputRow['port'],
  binding: Binding | null,
  item: FieldsSetting | null
): InputRow => ({
  kind: 'input',
  at,
  port,
  binding,
  item,
  problems: problemsAt(given.problems, at),
  ...(at.block === undefined && narrowOf(given)),
  lines: Math.max(
    linesOf(textOf(binding), port.lines),
    grownLines(binding, widthOfRow({ ...narrowOf(given), at }))
  ),
  // An option is the same at every run: its own field shows it.
  valued:
    given.values !== null &&
    port.option === undefined &&
    at.block === undefined &&
    Object.hasOwn(given.values.inputs, at.field)
})

const lostRows = (given: RowsInput, bindings: Bindings, known: FieldId[], block?: FieldId): Row[] =>
  Object.keys(bindings)
    .filter(field => !known.includes(field))
    .map(field => {
      const at: FieldAt = { card: given.card.id, field, ...(block === undefined ? {} : { block }) }
      return { kind: 'lost', at, problem: problemsAt(given.problems, at)[0] ?? null }
    })

/** Returns the rows of settings that one control each edits. */
export const settingRows = (given: RowsInput, settings: readonly Setting[]): Row[] =>
  settings.flatMap((setting): Row[] => {
    if (setting.kind === 'fields' || !isShown(given, setting)) return []
    const least = setting.kind === 'text' ? (setting.lines ?? 1) : 1
    const lines = least === 1 ? 1 : linesOf(String(given.card.config[setting.key] ?? ''), least)
    return [{ kind: 'setting', setting, lines, ...narrowOf(given) }]
  })

/** Messages of a card: its failure and its general problems. */
export const messageRows = (given: RowsInput): Row[] => {
  const { problems, failure = null } = given
  const narrow = narrowOf(given)
  return [
    ...(failure === null ? [] : [{ kind: 'failure', message: failure, ...narrow } as const]),
    ...problems
      .filter(problem => problem.field === undefined)
      .map((problem): Row => ({ kind: 'message', problem, ...narrow }))
  ]
}

/** Returns the row of a card's input. */
export const inputRowOf = (given: RowsInput, port: InputPort): Row => {
  const { card } = given
  const binding = bindingAt(card.inputs, port.id)
  return inputRow(given, { card: card.id, field: port.id }, port, binding, itemOf(given, 'inputs', port.id))
}

/** Returns the rows for mappings to inputs that the card no longer has. */
export const lostInputRows = (given: RowsInput): Row[] =>
  given.ports === null
    ? []
    : lostRows(
        given,
        given.card.inputs,
        given.ports.inputs.map(port => port.id)
      )

/** Adds the config item of a block to the heading of the block's inputs, so that the heading can edit it. */
const withItem = (given: RowsInput, row: Row): Row => {
  const setting = fieldsOf(given, 'blocks')
  if (row.kind !== 'section' || setting === null) return row
  const item = itemsOf(given.card, setting).find(each => each[setting.named] === row.label)
  return item === undefined ? row : { ...row, item: { setting, id: String(item.id) } }
}

/** Returns the rows of what a card takes, by group, and of bindings to inputs that it no longer has. */
export const inputRows = (given: RowsInput): Row[] => [
  ...grouped(given, 'inputs', given.ports?.inputs ?? [], port => [inputRowOf(given, port)]).map(row =>
    withItem(given, row)
  ),
  ...addRow(given, 'blocks'),
  ...lostInputRows(given)
]

/** Rows of a card: failure, general problems, settings and inputs. */
export const headRows = (given: RowsInput): Row[] => [
  ...messageRows(given),
  ...settingRows(given, given.spec.settings),
  ...inputRows(given)
]

/** Returns the input rows of a block's joins, which apply when that block has run. */
export const joinRows = (given: RowsInput, block: Block): Row[] => {
  const joins = given.ports?.joins ?? []
  const rows = joins.map(port => {
    const at: FieldAt = { card: given.card.id, block: block.id, field: port.id }
    return inputRow(given, at, { ...port, required: false }, bindingAt(block.joins, port.id), null)
  })
  const ids = joins.map(port => port.id)
  return [...rows, ...(given.ports === null ? [] : lostRows(given, block.joins, ids, block.id))]
}
