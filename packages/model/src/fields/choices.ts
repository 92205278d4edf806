import type { FieldId } from '../kernel/ids.ts'
import { isJsonObject, type Json } from '../kernel/json.ts'
import { coerce, nameOfValue } from './coerce.ts'
import { type DataType, one } from './data-type.ts'
import type { Choice, FieldSource } from './field.ts'
import { returnedListOf } from './returned-list.ts'

/** Maximum number of values that a helper flow may return for one dropdown. */
const MOST = 5_000

/**
 * Returns the input values for a helper flow that runs while a card is set up. They come from literals and
 * options, by input id, and are null for an empty option.
 */
export const choiceInputsOf = (
  choices: Pick<FieldSource, 'inputs'>,
  chosen: Record<FieldId, Json>
): Record<FieldId, Json> =>
  Object.fromEntries(
    Object.entries(choices.inputs).map(([input, from]): [FieldId, Json] => {
      if ('literal' in from) return [input, from.literal]
      return [input, Object.hasOwn(chosen, from.option) ? (chosen[from.option] ?? null) : null]
    })
  )

/**
 * Returns the stored value of a choice: its text, or a number in a number field. Returns null for a text that
 * is not an exact number.
 */
export const savedValueOf = (
  { value }: Pick<Choice, 'value'>,
  { kind }: DataType
): string | number | null => {
  const converted = coerce(value, one(kind))
  if (kind === 'text') return value
  return converted.ok && typeof converted.value === 'number' ? converted.value : null
}

/** Object keys that are read as the displayed and the stored value of a choice, in order of precedence. */
const displayKeys = ['display', 'label', 'name', 'title', 'displayname']
const valueKeys = ['value', 'id', 'key']

const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

const textAt = (keyed: Map<string, unknown>, keys: string[]): string | null => {
  for (const key of keys) {
    const text = textOf(keyed.get(key))
    if (text !== null) return text
  }
  return null
}

/**
 * Parses a dropdown choice: a text, a number, or an object with a value and a label. Returns null for other
 * values.
 */
export const readChoice = (item: unknown): Choice | null => {
  if (!isJsonObject(item)) {
    const text = textOf(item)
    return text === null ? null : { display: text, value: text }
  }
  const keyed = new Map(Object.entries(item).map(([key, value]) => [key.toLowerCase(), value]))
  const display = textAt(keyed, displayKeys)
  const value = textAt(keyed, valueKeys) ?? display
  return value === null ? null : { display: display ?? value, value }
}

/** Choices of a dropdown, or the reason why they cannot be parsed, as a sentence. */
export type ReadChoices = { ok: true; choices: Choice[] } | { ok: false; what: string }

const wanted = 'return a list of texts, or of objects with “display” and “value”.'

/**
 * Parses the choices of a dropdown from a helper flow's outputs, given by id. The first list output is used.
 * Its items are texts, numbers, or objects with a value and a label. Empty items and duplicate values are
 * dropped. Never throws.
 */
export const readChoices = (result: Record<string, unknown> | null): ReadChoices => {
  const returned = returnedListOf(result, wanted)
  if (!returned.ok) return returned
  const { list } = returned
  if (list.length > MOST) {
    return { ok: false, what: `It returned ${list.length} values, but the limit is ${MOST}; return fewer.` }
  }
  const choices = new Map<string, Choice>()
  for (const [index, item] of list.entries()) {
    const choice = readChoice(item)
    if (choice !== null && !choices.has(choice.value)) choices.set(choice.value, choice)
    else if (choice === null && item !== null && item !== '') {
      return {
        ok: false,
        what: `Item ${index + 1} of the list is ${nameOfValue(item)} without a value; ${wanted}`
      }
    }
  }
  return { ok: true, choices: [...choices.values()] }
}
