import { expect, test } from 'vitest'
import { createArrivals } from './arrivals.ts'

test('deliveries of the last minute are counted once, by second', () => {
  const arrivals = createArrivals()
  arrivals.note([
    { id: 'a', receivedAt: 100_000 },
    { id: 'b', receivedAt: 100_900 }
  ])
  arrivals.note([{ id: 'a', receivedAt: 100_000 }])
  expect(arrivals.bars(100_950).at(-1)).toBe(2)
  expect(arrivals.bars(101_000).slice(-2)).toEqual([2, 0])
  expect(arrivals.bars(160_000).some(count => count > 0)).toBe(false)
})
