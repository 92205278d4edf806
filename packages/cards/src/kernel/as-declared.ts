import { coerce, type DataType, Fault, listOf } from '@hookwright/model'
import type { ItemType } from './list-card.ts'

/**
 * Converts a value to a declared output type. Throws `card.failed` if it does not fit.
 *
 * @param what names the value in the message: “Ada” of “Pluck”
 */
export const asDeclared = (what: string, value: unknown, type: DataType): unknown => {
  const coerced = coerce(value, type)
  if (coerced.ok) return coerced.value
  const place = coerced.place === '' ? '' : ` at “${coerced.place}”`
  throw new Fault('card.failed', {
    message: `${what} has the wrong type: expected ${coerced.wanted}, but found ${coerced.found}${place}. Choose the type of the value, or map another value.`
  })
}

/**
 * Converts each value to the item type of a list. Throws `card.failed` at the first item that does not fit.
 */
export const asItems = (card: string, items: unknown[], type: ItemType): unknown =>
  asDeclared(`The list that “${card}” creates`, items, listOf(type))
