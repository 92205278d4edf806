import type { FieldsSetting, InputPort } from '@hookwright/engine'
import {
  type Binding,
  type Bindings,
  type Block,
  conversionErrorAt,
  type FieldId,
  type Problem
} from '@hookwright/model'
import { itemsOf } from './field-items.ts'
import { linesOf, linesOfText } from './lines-of-text.ts'
import { GROWN_LINES } from './measures.ts'
import { type FieldAt, type InputRow, type Row, widthOfRow } from './row.ts'
import { addRow, fieldsOf, grouped, itemOf, narrowOf, type RowsInput } from './rows-input.ts'
import { mainSettings, sectionRows, settingRows, settingsAbove } from './setting-rows.ts'
import { linesOfValue } from './value-text.ts'

const textOf = (binding: Binding | null): string => {
  if (binding?.kind === 'literal') return typeof binding.value === 'string' ? binding.value : ''
  if (binding?.kind === 'text') return binding.parts.filter(part => typeof part === 'string').join('')
  return ''
}

/** Horizontal padding and font size of a text field, in pixels. */
const FIELD = { sides: 24 + 18, size: 13 }
/** Text as wide as a typical pill, used to estimate the length of a value. */
const PILL = 'mmmmmmmmm'

/** Returns the number of lines that a single-line field needs to show its whole value. */
const grownLines = (binding: Binding | null, width: number): number => {
  if (binding === null) return 1
  const parts = binding.kind === 'text' ? binding.parts : binding.kind === 'literal' ? [textOf(binding)] : []
  const text = parts.map(part => (typeof part === 'string' ? part : ` ${PILL} `)).join('')
  return Math.min(GROWN_LINES, linesOfText(text, width - FIELD.sides, FIELD.size))
}

const inputBindingAt = (bindings: Bindings, field: FieldId): Binding | null =>
  (Object.hasOwn(bindings, field) ? bindings[field] : undefined) ?? null

const problemsAt = (problems: Problem[], at: FieldAt): Problem[] =>
  problems.filter(problem => problem.field === at.field && problem.block === at.block)

/** Returns the number of lines of an input's value in the shown run. Returns 0 if no value is shown. */
const valueLinesOf = (
  params: RowsInput,
  at: FieldAt,
  { option, type }: InputRow['port'],
  binding: Binding | null
): InputRow['valueLines'] => {
  const { values } = params
  // A chosen option is the same at every run: its own field shows it.
  const isShownByField = option !== undefined && (binding === null || binding.kind === 'literal')
  if (values === null || isShownByField || at.block !== undefined) return 0
  if (!Object.hasOwn(values.inputs, at.field)) return 0
  if (conversionErrorAt(values.inputs, [at.field]) !== null) return 1
  return linesOfValue(values.inputs[at.field], type, widthOfRow({ ...narrowOf(params), at }))
}

const inputRow = (
  params: RowsInput,
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
  problems: problemsAt(params.problems, at),
  ...(at.block === undefined && narrowOf(params)),
  lines: Math.max(
    linesOf(textOf(binding), port.lines),
    grownLines(binding, widthOfRow({ ...narrowOf(params), at }))
  ),
  valueLines: valueLinesOf(params, at, port, binding)
})

const lostRows = (params: RowsInput, bindings: Bindings, known: FieldId[], block?: FieldId): Row[] =>
  Object.keys(bindings)
    .filter(field => !known.includes(field))
    .map(field => {
      const at: FieldAt = { card: params.card.id, field, ...(block === undefined ? {} : { block }) }
      return { kind: 'lost', at, problem: problemsAt(params.problems, at)[0] ?? null }
    })

/** Returns the message rows of a card: its failure and its general problems. */
export const messageRows = (params: RowsInput): Row[] => {
  const { problems, failure = null } = params
  const narrow = narrowOf(params)
  return [
    ...(failure === null ? [] : [{ kind: 'failure', message: failure, ...narrow } as const]),
    ...problems
      .filter(problem => problem.field === undefined)
      .map((problem): Row => ({ kind: 'message', problem, ...narrow }))
  ]
}

/** Returns the row of a card's input. */
export const inputRowOf = (params: RowsInput, port: InputPort): Row => {
  const { card } = params
  const binding = inputBindingAt(card.inputs, port.id)
  return inputRow(params, { card: card.id, field: port.id }, port, binding, itemOf(params, 'inputs', port.id))
}

/** Returns the rows for mappings to inputs that the card no longer has. */
export const lostInputRows = (params: RowsInput): Row[] =>
  params.ports === null
    ? []
    : lostRows(
        params,
        params.card.inputs,
        params.ports.inputs.map(port => port.id)
      )

/** Adds a block's config entry to the heading of its inputs. The block can then be renamed in the heading. */
const withItem = (params: RowsInput, row: Row): Row => {
  const setting = fieldsOf(params, 'blocks')
  if (row.kind !== 'section' || setting === null) return row
  const item = itemsOf(params.card, setting).find(each => each[setting.named] === row.label)
  return item === undefined ? row : { ...row, item: { setting, id: String(item.id) } }
}

/** Returns the rows of a card's inputs by group, and of mappings to inputs that no longer exist. */
const inputRows = (params: RowsInput): Row[] => [
  ...grouped(params, 'inputs', params.ports?.inputs ?? [], port => [
    ...settingRows(params, settingsAbove(params, port)),
    inputRowOf(params, port)
  ]).map(row => withItem(params, row)),
  ...addRow(params, 'blocks'),
  ...lostInputRows(params)
]

/** Returns the upper rows of a card: failure, general problems, settings, inputs and folded settings. */
export const headRows = (params: RowsInput): Row[] => [
  ...messageRows(params),
  ...settingRows(params, mainSettings(params)),
  ...inputRows(params),
  ...sectionRows(params)
]

/** Returns the input rows of a block's joins: values that become outputs of the card after the block has run. */
export const joinRows = (params: RowsInput, block: Block): Row[] => {
  const joins = params.ports?.joins ?? []
  const rows = joins.map(port => {
    const at: FieldAt = { card: params.card.id, block: block.id, field: port.id }
    return inputRow(params, at, { ...port, required: false }, inputBindingAt(block.joins, port.id), null)
  })
  const ids = joins.map(port => port.id)
  return [...rows, ...(params.ports === null ? [] : lostRows(params, block.joins, ids, block.id))]
}
