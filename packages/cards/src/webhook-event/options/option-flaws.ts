import type { Surroundings } from '@hookwright/engine'
import type { FieldId, FlowSignature } from '@hookwright/model'
import { labelFlaws, nameOfField } from '../../fields-editor/field-draft.ts'
import { earlierOptions, type OptionDraft, type OptionsDraft, type RowDraft } from './options-draft.ts'

/** Where something is wrong with an option: its label, its values as a whole, one of them, or an input of its flow. */
export type FlawAt =
  | { part: 'label' }
  | { part: 'values' }
  | { part: 'row'; row: string }
  | { part: 'input'; input: FieldId }

/** Something that keeps a draft from being applied. */
export interface OptionFlaw {
  option: FieldId
  at: FlawAt
  /** What is wrong and what to do. */
  message: string
}

const MOST_ROWS = 500

const flawOfRow = (row: RowDraft, rows: readonly RowDraft[]): string | null => {
  if (row.display === '') return 'A value needs a text to show; type one under Display.'
  if (row.display.length > 200) return 'A text to show has at most 200 characters; shorten it.'
  if (row.value.length > 500) return 'A value has at most 500 characters; shorten it.'
  const kept = (each: RowDraft): string => (each.value === '' ? each.display : each.value)
  const twin = rows.find(other => other.id !== row.id && kept(other) === kept(row))
  return twin === undefined ? null : `Two rows have the value “${kept(row)}”; change or remove one of them.`
}

const flawsOfRows = (option: OptionDraft, name: string): OptionFlaw[] => {
  if (option.rows.length === 0 || option.rows.length > MOST_ROWS)
    return [
      {
        option: option.id,
        at: { part: 'values' },
        message:
          option.rows.length === 0
            ? `“${name}” is a dropdown without values, so nobody could choose one; add values to it.`
            : `“${name}” has ${option.rows.length} values, and the most is ${MOST_ROWS}; take them from a helper flow.`
      }
    ]
  return option.rows.flatMap(row => {
    const message = flawOfRow(row, option.rows)
    return message === null ? [] : [{ option: option.id, at: { part: 'row', row: row.id }, message }]
  })
}

const flawsOfHanded = (
  option: OptionDraft,
  flow: FlowSignature,
  earlier: readonly OptionDraft[],
  name: string
): OptionFlaw[] => {
  const called = `“${flow.name ?? 'without a name'}”`
  const flaw = (input: FieldId, message: string): OptionFlaw => ({
    option: option.id,
    at: { part: 'input', input },
    message
  })
  const lacking = flow.inputs
    .filter(({ id, required }) => required && !Object.hasOwn(option.inputs, id))
    .map(input =>
      flaw(
        input.id,
        `The flow ${called} needs its input “${input.label}”; choose what “${name}” hands to it.`
      )
    )
  const handed = Object.entries(option.inputs).flatMap(([id, from]) => {
    const input = flow.inputs.find(each => each.id === id)
    if (input === undefined)
      return [flaw(id, `“${name}” still hands a value to an input of ${called} that is gone; take it out.`)]
    if ('literal' in from || earlier.some(other => other.id === from.option)) return []
    return [
      flaw(
        id,
        `“${name}” hands ${called} the value of an option that is gone or comes after it; choose one that stands before it.`
      )
    ]
  })
  return [...lacking, ...handed]
}

const flawsOfSource = (
  option: OptionDraft,
  earlier: readonly OptionDraft[],
  name: string,
  flows: Surroundings['flows']
): OptionFlaw[] => {
  const flow = option.flowId === null ? undefined : flows.get(option.flowId)
  if (flow?.kind === 'helper') return flawsOfHanded(option, flow, earlier, name)
  const message =
    option.flowId === null
      ? `“${name}” has no helper flow yet that gives its values; choose one.`
      : `The helper flow of “${name}” is gone or is none; choose another one.`
  return [{ option: option.id, at: { part: 'values' }, message }]
}

/** All that keeps a draft from being applied, in the order of the options. */
export const flawsOf = (draft: OptionsDraft, flows: Surroundings['flows']): OptionFlaw[] => {
  const labels = labelFlaws(draft.fields)
  return draft.fields.flatMap((option): OptionFlaw[] => {
    const label = labels[option.id]
    const wrongLabel: OptionFlaw[] =
      label === undefined ? [] : [{ option: option.id, at: { part: 'label' }, message: label }]
    if (option.fieldType === 'text-field') return wrongLabel
    const name = nameOfField(draft.fields, option)
    const values =
      option.from === 'static'
        ? flawsOfRows(option, name)
        : flawsOfSource(option, earlierOptions(draft, option.id), name, flows)
    return [...wrongLabel, ...values]
  })
}

/** A flaw as a sentence that names its option, for a list of all. */
export const sayOf = ({ option, at, message }: OptionFlaw, { fields }: OptionsDraft): string => {
  const field = fields.find(each => each.id === option)
  // A sentence on values names its option by itself; one on a label or a row does not.
  const names = at.part === 'values' || at.part === 'input'
  return field === undefined || names ? message : `${nameOfField(fields, field)}: ${message}`
}
