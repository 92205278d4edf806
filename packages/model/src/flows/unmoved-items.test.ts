import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unmovedItemsOf } from './unmoved-items.ts'

test('all items of a list in the same order stayed', () => {
  expect([...unmovedItemsOf(['a', 'b', 'c'], ['a', 'b', 'c'])].toSorted()).toEqual(['a', 'b', 'c'])
})

test('one of two swapped items moved', () => {
  expect(unmovedItemsOf(['a', 'b', 'c', 'd'], ['a', 'c', 'b', 'd']).size).toBe(3)
})

test('an item that went to the end is the only one that moved', () => {
  expect([...unmovedItemsOf(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'])].toSorted()).toEqual(['b', 'c', 'd'])
})

test('the items that stayed are in the same order in both lists, and are as many as possible', () => {
  const lists = fc
    .uniqueArray(fc.nat(20), { maxLength: 7 })
    .chain(list =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })
      )
    )
  const parts = ([first, ...rest]: number[]): number[][] => {
    if (first === undefined) return [[]]
    const others = parts(rest)
    return [...others, ...others.map(part => [first, ...part])]
  }
  fc.assert(
    fc.property(lists, ([before, after]) => {
      const stayed = unmovedItemsOf(before, after)
      const inAfter = (part: number[]): string => String(after.filter(item => part.includes(item)))
      expect(inAfter([...stayed])).toBe(String(before.filter(item => stayed.has(item))))
      const longest = Math.max(
        ...parts(before)
          .filter(part => inAfter(part) === String(part))
          .map(part => part.length)
      )
      expect(stayed.size).toBe(longest)
    })
  )
})
