import { coerce, type DataType, Fault, listOf } from '@hookwright/model'
import type { ItemType } from './list-card.ts'

/**
 * A value in the type that a card says it gives. Throws `card.failed` when it does not fit.
 * @param what the value, as the sentence names it: “Ada” of “Pluck”
 */
export const asGiven = (what: string, value: unknown, type: DataType): unknown => {
  const given = coerce(value, type)
  if (given.ok) return given.value
  const place = given.place === '' ? '' : ` at “${given.place}”`
  throw new Fault('card.failed', {
    message: `${what} should hold ${given.wanted}, but holds ${given.found}${place}. Choose the type that it has, or map another value.`
  })
}

/** Values as the items of a list. Throws `card.failed` at the first that is of another type. */
export const asItems = (card: string, items: unknown[], type: ItemType): unknown =>
  asGiven(`The list that “${card}” makes`, items, listOf(type))
