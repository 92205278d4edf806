import type { Catalog } from '@hookwright/engine'
import { type FieldId, fieldLimits, isChosen } from '@hookwright/model'
import {
  formatNoHelper,
  formatNoNumber,
  formatNoValues,
  forValuesOf,
  rowWithoutNumber,
  validateHelperInputs
} from '../kernel/option-rules.ts'
import { labelErrors, nameOfField } from '../view/fields-editor/field-draft.ts'
import {
  earlierOptions,
  type OptionDraft,
  type OptionsDraft,
  type RowDraft,
  savedRow
} from './options-draft.ts'

/**
 * Part of an option that has a validation error: its label, all its values, a pasted list, one value, or an
 * input of its helper flow.
 */
export type OptionErrorPlace =
  | { part: 'label' }
  | { part: 'values' }
  | { part: 'pasted' }
  | { part: 'row'; row: string; of: 'display' | 'value' }
  | { part: 'input'; input: FieldId }

/** Validation error of an option in a draft. */
export interface OptionError {
  option: FieldId
  at: OptionErrorPlace
  /** Problem and its fix, as a sentence. */
  message: string
}

/** Returns the validation error of a row, in its label or its value. */
const rowErrorOf = (
  row: RowDraft,
  rows: readonly RowDraft[]
): { of: 'display' | 'value'; message: string } | null => {
  if (row.display === '')
    return { of: 'display', message: 'A value needs a display text. Enter one under Display.' }
  if (row.display.length > fieldLimits.display) {
    const message = `A display text has at most ${fieldLimits.display} characters. Shorten it.`
    return { of: 'display', message }
  }
  if (row.value.length > fieldLimits.value)
    return { of: 'value', message: `A value has at most ${fieldLimits.value} characters. Shorten it.` }
  const kept = (each: RowDraft): string => (each.value === '' ? each.display : each.value)
  const twin = rows.find(other => other.id !== row.id && kept(other) === kept(row))
  if (twin === undefined) return null
  const message = `Two rows have the value “${kept(row)}”. Change or remove one of them.`
  return { of: placeOfValue(row), message }
}

/**
 * Returns the control in which a row's stored value was entered. If the row has no value of its own, its
 * label is stored.
 */
const placeOfValue = (row: RowDraft): 'display' | 'value' => (row.value === '' ? 'display' : 'value')

/** Returns the validation errors of an option's or input's typed values. */
export const validateRows = (
  option: OptionDraft,
  name: string,
  noun: 'option' | 'input' = 'option'
): OptionError[] => {
  if (option.pasted.trim() !== '')
    return [
      {
        option: option.id,
        at: { part: 'pasted' },
        message: `The list pasted for “${name}” is not added yet. Choose “Add values”, or cancel.`
      }
    ]
  if (option.rows.length === 0 || option.rows.length > fieldLimits.choices)
    return [
      {
        option: option.id,
        at: { part: 'values' },
        message:
          option.rows.length === 0
            ? formatNoValues(name, noun)
            : `“${name}” has ${option.rows.length} values; the limit is ${fieldLimits.choices}. ${noun === 'option' ? 'Load them from a helper flow.' : 'Remove some.'}`
      }
    ]
  const noNumber = rowWithoutNumber(option, option.rows.map(savedRow))
  return option.rows.flatMap(row => {
    const isNoNumber = noNumber?.id === row.id
    const error =
      rowErrorOf(row, option.rows) ??
      (isNoNumber ? { of: placeOfValue(row), message: formatNoNumber(name, noNumber.value, noun) } : null)
    if (error === null) return []
    return [{ option: option.id, at: { part: 'row', row: row.id, of: error.of }, message: error.message }]
  })
}

const sourceErrorsOf = (
  option: OptionDraft,
  earlier: readonly OptionDraft[],
  name: string,
  flows: Catalog['flows']
): OptionError[] => {
  const error = (at: OptionErrorPlace, message: string): OptionError => ({ option: option.id, at, message })
  if (option.flowId === null)
    return [
      error({ part: 'values' }, `The option “${name}” has no helper flow for its values yet. Choose one.`)
    ]
  const flow = flows.get(option.flowId)
  if (flow === undefined)
    return [
      error(
        { part: 'values' },
        `The helper flow of the option “${name}” was deleted or is not a helper flow. Choose another one.`
      )
    ]
  if (flow.kind !== 'helper') return [error({ part: 'values' }, formatNoHelper(name, flow))]
  return validateHelperInputs({ ...forValuesOf(name), flow, inputs: option.inputs, earlier }).map(
    ({ input, message }) => error({ part: 'input', input }, message)
  )
}

const tooMany = `A card has at most ${fieldLimits.fields} options. Remove this option or another one.`

/** Returns the validation errors of a draft, in option order. */
export const validateOptions = (draft: OptionsDraft, flows: Catalog['flows']): OptionError[] => {
  const labels = labelErrors(draft.fields)
  return draft.fields.flatMap((option, index): OptionError[] => {
    const label = labels[option.id] ?? (index < fieldLimits.fields ? undefined : tooMany)
    const wrongLabel: OptionError[] =
      label === undefined ? [] : [{ option: option.id, at: { part: 'label' }, message: label }]
    if (!isChosen(option)) return wrongLabel
    const name = nameOfField(draft.fields, option)
    const values =
      option.from === 'static'
        ? validateRows(option, name)
        : sourceErrorsOf(option, earlierOptions(draft, option.id), name, flows)
    return [...wrongLabel, ...values]
  })
}

/**
 * Returns true if a validation error prevents applying the draft. Missing values and wrong helper flow inputs
 * do not prevent it; they become problems of the card.
 */
export const blocksApply = (
  { option, at }: OptionError,
  { fields }: { fields: readonly OptionDraft[] }
): boolean => {
  if (at.part === 'input') return false
  const rows = fields.find(({ id }) => id === option)?.rows.length ?? 0
  return at.part !== 'values' || rows > fieldLimits.choices
}

/**
 * Formats a validation error for a list of errors. The option's name precedes the message unless the message
 * already names it.
 */
export const formatOptionError = (
  { option, at, message }: OptionError,
  { fields }: { fields: readonly OptionDraft[] }
): string => {
  const field = fields.find(each => each.id === option)
  // A sentence on values or on a pasted list names its option by itself; one on a label or a row does not.
  const names = at.part === 'values' || at.part === 'pasted' || at.part === 'input'
  return field === undefined || names ? message : `${nameOfField(fields, field)}: ${message}`
}
