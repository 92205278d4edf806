import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listSort } from './card.ts'

const sorted = async (list: Json, direction = 'ascending'): Promise<unknown[]> => {
  const wrapped = Array.isArray(list) ? list.map((value, at) => ({ value, at })) : list
  const { output } = await runCardAlone(
    listSort,
    { items: 'object', direction },
    { list: wrapped, path: 'value' }
  )
  return Array.isArray(output) ? output : []
}
const values = (items: unknown[]): unknown[] => items.map(item => Object(item).value)

const anything = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: 0, max: 20 }).map(String),
  fc.string({ maxLength: 3 }),
  fc.constantFrom<Json>(null, '', true, false, [], [1], {}, '1a', '9', '10'),
  fc.constantFrom('2026-01-01T00:00:00Z', '2025-12-31T23:00:00-02:00')
)

test('a sorted list has the same items, and sorting it again or after a shuffle gives the same list', async () => {
  const shuffled = fc
    .uniqueArray(anything, { selector: value => JSON.stringify(value) })
    .chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
  await fc.assert(
    fc.asyncProperty(shuffled, async ([list, other]) => {
      const once = values(await sorted(list))
      expect([...once].map(value => JSON.stringify(value)).sort()).toEqual(
        list.map(value => JSON.stringify(value)).sort()
      )
      expect(values(await sorted(JSON.parse(JSON.stringify(once))))).toEqual(once)
      // Equal items keep the order in which they came, so only a list without such is the same after a shuffle.
      const distinct = (value: unknown) => typeof value === 'string' && value !== '' && !/^-?\d/.test(value)
      expect(values(await sorted(other)).filter(distinct)).toEqual(once.filter(distinct))
    })
  )
})

test('equal items keep their order in both directions, and missing values are last', async () => {
  const list = [null, 'b', 'a', '', 'b']
  const places = (items: unknown[]) => items.map(item => Object(item).at)
  expect(places(await sorted(list))).toEqual([2, 1, 4, 0, 3])
  expect(places(await sorted(list, 'descending'))).toEqual([1, 4, 2, 0, 3])
})

test('numbers are compared as numbers, dates as moments, and other texts by code point', async () => {
  expect(
    values(await sorted(['b', 10, '9', 'B', '2026-01-01T01:00:00+02:00', '2026-01-01T00:00:00Z']))
  ).toEqual(['9', 10, '2026-01-01T01:00:00+02:00', '2026-01-01T00:00:00Z', 'B', 'b'])
})
