import { Fault, isJsonObject, nameOfValue } from '@hookwright/model'

const isWritable = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const isThere = (value: unknown): boolean => value !== null && value !== undefined

/**
 * Returns the query of a request. Each key has one text, or a list of texts. Omits `null` and empty lists.
 * Throws `card.input-type` for a value that cannot be converted to text.
 */
export const requestQuery = (input: unknown, card: string): Record<string, string | string[]> => {
  const textOf = (value: unknown, place: string): string => {
    if (isWritable(value)) return String(value)
    throw new Fault('card.input-type', {
      card,
      field: 'Query',
      wanted: 'Text, Number, True/False or a list of them',
      found: nameOfValue(value),
      place: ` at “${place}”`
    })
  }
  const entries = Object.entries(isJsonObject(input) ? input : {})
    .filter(([, value]) => isThere(value))
    .map(([key, value]): [string, string | string[]] => [
      key,
      Array.isArray(value)
        ? value.flatMap((item, index) => (isThere(item) ? textOf(item, `${key}[${index}]`) : []))
        : textOf(value, key)
    ])
  return Object.fromEntries(entries)
}
