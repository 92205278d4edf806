import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/millis.ts'
import { timeBuckets } from './time-buckets.ts'

test('ten minutes are divided into spans of ten seconds, an hour into minutes, a day into half hours, a month into days', () => {
  const now = 1_764_115_320_000
  expect(timeBuckets(now - 10 * MINUTE, now, 61).step).toBe(10 * SECOND)
  expect(timeBuckets(now - HOUR, now, 61).step).toBe(MINUTE)
  expect(timeBuckets(now - DAY, now, 61).step).toBe(30 * MINUTE)
  expect(timeBuckets(now - 30 * DAY, now, 61).step).toBe(12 * HOUR)
  expect(timeBuckets(now, now, 61).edges).toEqual([now, now + 10 * SECOND])
})

test('the spans have no gaps, cover the whole time, and have a limited number', () => {
  const moment = fc.integer({ min: 0, max: 4_000_000_000_000 })
  fc.assert(
    fc.property(moment, moment, fc.integer({ min: 2, max: 100 }), (one, other, most) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      const { step, edges } = timeBuckets(from, to, most)
      expect(edges.length - 1).toBeLessThanOrEqual(most)
      expect(edges[0]).toBeLessThanOrEqual(from)
      expect(edges.at(-1)).toBeGreaterThanOrEqual(to)
      edges.slice(1).forEach((edge, at) => void expect(edge - (edges[at] ?? 0)).toBe(step))
    })
  )
})
