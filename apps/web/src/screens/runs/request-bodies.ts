import { type Card, isJsonObject, sameJson } from '@hookwright/model'

/** Returns the body that a card sent with its inputs; the fields of a form are the values of an object. */
export const sentBodyOf = ({ config }: Pick<Card, 'config'>, inputs: Record<string, unknown>): unknown => {
  const fields = Array.isArray(config.form) ? config.form : []
  const form = fields.flatMap(field =>
    isJsonObject(field) && typeof field.id === 'string' && typeof field.name === 'string'
      ? [[field.name, inputs[field.id] ?? null] as const]
      : []
  )
  return inputs.body ?? (form.length === 0 ? null : Object.fromEntries(form))
}

/** Returns the number of fields of a body whose values are exactly those of the card's inputs; null if they differ. */
export const countAsGiven = (body: unknown, inputs: Record<string, unknown>): number | null => {
  if (!isJsonObject(body)) return null
  const given = Object.values(inputs).filter(value => value != null)
  const sent = Object.values(body).filter(value => value != null)
  if (sent.length === 0 || sent.length !== given.length) return null
  for (const value of sent) {
    const at = given.findIndex(each => sameJson(each, value))
    if (at < 0) return null
    given.splice(at, 1)
  }
  return sent.length
}

/** Number of characters from which equal strings are hardly equal by chance. */
const TELLING_LENGTH = 3

/** Returns true for a value that hardly equals another one by chance, as `true`, `1` and empty values do. */
const isTelling = (value: unknown): boolean => {
  if (typeof value === 'string') return value.length >= TELLING_LENGTH
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

/**
 * Splits the fields of a body into those that repeat known values, and the others; null for a body without fields. A value
 * such as `true` or `1` repeats only one of the same name.
 */
export const splitKnown = (
  body: unknown,
  known: readonly Readonly<Record<string, unknown>>[]
): { fresh: Record<string, unknown>; repeated: Record<string, unknown> } | null => {
  if (!isJsonObject(body)) return null
  const values = known.flatMap(each => Object.entries(each))
  const isKnown = ([name, value]: [string, unknown]): boolean =>
    value != null && values.some(([of, each]) => (of === name || isTelling(value)) && sameJson(each, value))
  const fields = Object.entries(body)
  return {
    fresh: Object.fromEntries(fields.filter(field => !isKnown(field))),
    repeated: Object.fromEntries(fields.filter(isKnown))
  }
}
