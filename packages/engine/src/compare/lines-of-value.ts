import { isJsonObject, sameJson } from '@hookwright/model'
import { type ChangeLine, changeLine, inside } from './change-line.ts'
import { nameOfItem, type ValueFormatters, wordsOfValue, wordsOfWhole } from './format-values.ts'
import { nameOfKey } from './names-of-keys.ts'

/**
 * Formatters for the old and the new value. They can differ, because a flow may have been renamed in between.
 */
export interface BothFormatters {
  before: ValueFormatters
  after: ValueFormatters
}

type Item = Record<string, unknown> & { id: string }

const isItem = (value: unknown): value is Item => isJsonObject(value) && typeof value.id === 'string'

/**
 * Returns the items of a list. An absent value is an empty list. Returns null for a value that is not a list
 * of items with ids.
 */
const itemsOf = (value: unknown): Item[] | null => {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || !value.every(isItem)) return null
  return new Set(value.map(({ id }) => id)).size === value.length ? value : null
}

const nameOf = (item: Item): string => `“${nameOfItem(item) ?? item.id}”`

const linesOfItems = (what: string, before: Item[], after: Item[], words: BothFormatters): ChangeLine[] => {
  const was = new Map(before.map(item => [item.id, item]))
  const is = new Set(after.map(({ id }) => id))
  const lines = after.flatMap((item): ChangeLine[] => {
    const old = was.get(item.id)
    const name = inside(what, nameOf(item))
    if (old !== undefined) return linesOfParts(name, old, item, words)
    return [{ what: name, before: null, after: wordsOfItem(item, words.after) }]
  })
  const gone = before
    .filter(({ id }) => !is.has(id))
    .map(
      (item): ChangeLine => ({
        what: inside(what, nameOf(item)),
        before: wordsOfItem(item, words.before),
        after: null
      })
    )
  const orderOf = (items: Item[]): Item[] => items.filter(({ id }) => was.has(id) && is.has(id))
  const [orderBefore, orderAfter] = [orderOf(before), orderOf(after)]
  const sameOrder = orderBefore.every(({ id }, index) => id === orderAfter[index]?.id)
  const listed = (items: Item[]): string => items.map(item => nameOfItem(item) ?? item.id).join(', ')
  const order = sameOrder
    ? []
    : [
        changeLine(
          { what: inside(what, 'Order'), before: listed(orderBefore), after: listed(orderAfter) },
          { before: orderBefore.map(({ id }) => id), after: orderAfter.map(({ id }) => id) }
        )
      ]
  return [...lines, ...gone, ...order]
}

/**
 * Formats the properties of a list item except its name. An item with no other properties is shown by its
 * name.
 */
const wordsOfItem = (item: Item, words: ValueFormatters): string => {
  const name = nameOfItem(item)
  const rest = Object.entries(item).filter(([, part]) => part !== name)
  return wordsOfValue(Object.fromEntries(rest), words) ?? name ?? item.id
}

const linesOfParts = (
  what: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  words: BothFormatters
): ChangeLine[] => {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)])
  const part = (of: Record<string, unknown>, key: string): unknown =>
    Object.hasOwn(of, key) ? of[key] : undefined
  return [...keys].flatMap(key =>
    linesOfValue(inside(what, nameOfKey(key)), part(before, key), part(after, key), words)
  )
}

/**
 * Returns the differences between two stored values, each difference once. Lists are compared by item id,
 * objects by key.
 */
export const linesOfValue = (
  what: string,
  before: unknown,
  after: unknown,
  words: BothFormatters
): ChangeLine[] => {
  if (sameJson(before, after)) return []
  const [itemsBefore, itemsAfter] = [itemsOf(before), itemsOf(after)]
  if (itemsBefore !== null && itemsAfter !== null && itemsBefore.length + itemsAfter.length > 0)
    return linesOfItems(what, itemsBefore, itemsAfter, words)
  const inParts = (value: unknown, of: ValueFormatters): value is Record<string, unknown> =>
    isJsonObject(value) && wordsOfWhole(value, of) === undefined
  if (inParts(before, words.before) && inParts(after, words.after))
    return linesOfParts(what, before, after, words)
  const line = {
    what,
    before: wordsOfValue(before, words.before),
    after: wordsOfValue(after, words.after)
  }
  return [changeLine(line, { before, after })]
}
