import { compareTexts, isEmpty, momentOf, numberOf, textOf } from '../if-else/compare.ts'

export const directions = ['ascending', 'descending'] as const
export type Direction = (typeof directions)[number]

/**
 * Key for sorting a value. `rank` depends on its kind: number, date, text, other, empty; `by` orders values
 * of the same kind.
 */
type SortKey =
  | { rank: 0; by: number }
  | { rank: 1; by: bigint }
  | { rank: 2; by: string }
  | { rank: 3 | 4; by: null }

const sortKeyOf = (value: unknown): SortKey => {
  if (isEmpty(value)) return { rank: 4, by: null }
  const number = numberOf(value)
  if (number !== null) return { rank: 0, by: number }
  const moment = momentOf(value)
  if (moment !== null) return { rank: 1, by: moment }
  const text = textOf(value)
  return text === null ? { rank: 3, by: null } : { rank: 2, by: text }
}

const compareKeys = (one: SortKey, other: SortKey): number => {
  if (one.rank === 2 && other.rank === 2) return compareTexts(one.by, other.by)
  if (one.rank !== other.rank || one.by === null || other.by === null) return one.rank - other.rank
  return one.by < other.by ? -1 : one.by > other.by ? 1 : 0
}

/**
 * Sorts items by the value that `valueIn` returns for each: numbers, then dates, then texts by code point,
 * then lists and objects. Items without a value come last in both directions. Items with equal values keep
 * their order.
 */
export const sortValues = (
  items: unknown[],
  valueIn: (item: unknown) => unknown,
  direction: Direction
): unknown[] => {
  const sign = direction === 'ascending' ? 1 : -1
  return items
    .map(item => ({ item, key: sortKeyOf(valueIn(item)) }))
    .sort(({ key: one }, { key: other }) =>
      one.rank === 4 || other.rank === 4 ? one.rank - other.rank : sign * compareKeys(one, other)
    )
    .map(({ item }) => item)
}
