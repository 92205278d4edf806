import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

test('a bucket lets a burst through, then its rate per second, and says how long to wait', () => {
  const bucket = createTokenBucket({ ratePerSecond: 2, burst: 3, now: 0 })
  expect([0, 0, 0, 0].map(now => bucket.take(now))).toEqual([null, null, null, 1])
  expect(bucket.take(499)).toBe(1)
  expect(bucket.take(500)).toBeNull()
  expect(bucket.take(500)).toBe(1)
  expect([100_000, 100_000, 100_000, 100_000].map(now => bucket.take(now))).toEqual([null, null, null, 1])
})

test('the wait is rounded up to whole seconds', () => {
  const bucket = createTokenBucket({ ratePerSecond: 0.1, burst: 1, now: 0 })
  expect(bucket.take(0)).toBeNull()
  expect(bucket.take(0)).toBe(10)
  expect(bucket.take(10_000)).toBeNull()
})

test('a bucket with a rate of 0 has no limit', () => {
  const bucket = createTokenBucket({ ratePerSecond: 0, burst: 0, now: 0 })
  expect(Array.from({ length: 1_000 }, () => bucket.take(0))).not.toContain(1)
})

const steps = fc.array(fc.integer({ min: -500, max: 2_000 }), { maxLength: 300 })

test('a bucket never lets more through than its burst and the refill since, whatever the clock does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 40 }),
      steps,
      (rate, burst, times) => {
        const bucket = createTokenBucket({ ratePerSecond: rate, burst, now: 0 })
        let now = 0
        let forward = 0
        let taken = 0
        for (const step of times) {
          now += step
          forward += Math.max(0, step)
          if (bucket.take(now) === null) taken++
        }
        expect(taken).toBeLessThanOrEqual(burst + (forward / 1000) * rate + 1e-6)
      }
    )
  )
})
