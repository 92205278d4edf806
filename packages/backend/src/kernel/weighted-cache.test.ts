import { expect, test } from 'vitest'
import { createWeightedCache } from './weighted-cache.ts'

test('The cache never holds more than its weight and one entry, and reports evicted entries', () => {
  const dropped: number[] = []
  const cache = createWeightedCache<number, number>({ most: 10, dropped: value => dropped.push(value) })
  for (let key = 1; key <= 100; key++) {
    cache.set(key, key, 2)
    expect([...cache.values()].length * 2).toBeLessThanOrEqual(12)
  }
  expect(dropped).toHaveLength(100 - [...cache.values()].length)
  expect(cache.get(1)).toBeUndefined()
  expect(cache.get(100)).toBe(100)
})

test('An entry in use stays while others are evicted', () => {
  const cache = createWeightedCache<number, number>({ most: 10 })
  cache.set(0, 0, 1)
  for (let key = 1; key <= 100; key++) {
    cache.set(key, key, 1)
    expect(cache.get(0)).toBe(0)
  }
})

test('An entry that is replaced or deleted no longer has a weight', () => {
  const dropped: string[] = []
  const cache = createWeightedCache<string, string>({ most: 10, dropped: value => dropped.push(value) })
  for (let times = 0; times < 50; times++) {
    cache.set('same', `value ${times}`, 4)
    cache.set('other', 'other', 4)
    cache.delete('other')
  }
  expect(cache.get('same')).toBe('value 49')
  expect(cache.get('other')).toBeUndefined()
  expect(dropped).toEqual([])
})

test('An entry heavier than the whole limit is held until the next one comes', () => {
  const cache = createWeightedCache<string, string>({ most: 10 })
  cache.set('heavy', 'heavy', 1_000)
  expect(cache.get('heavy')).toBe('heavy')
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) cache.set(key, key, 4)
  expect(cache.get('heavy')).toBeUndefined()
})
