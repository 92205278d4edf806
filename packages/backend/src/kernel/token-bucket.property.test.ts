import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

const limits = fc.record({
  ratePerSecond: fc.integer({ min: 1, max: 1_000 }),
  burst: fc.integer({ min: 1, max: 1_000 })
})
/** Milliseconds between two requests; a clock that is set back counts as no time. */
const pauses = fc.array(fc.integer({ min: -500, max: 5_000 }), { maxLength: 300 })

test('no span lets more through than its burst and the rate of its length', () => {
  fc.assert(
    fc.property(limits, pauses, (limit, steps) => {
      const bucket = createTokenBucket({ ...limit, now: 0 })
      let at = 0
      let forward = 0
      const passed: number[] = []
      for (const step of steps) {
        at += step
        forward += Math.max(0, step)
        if (bucket.take(at) === null) passed.push(forward)
      }
      for (let first = 0; first < passed.length; first++) {
        const within = passed.length - first
        const span = ((passed.at(-1) ?? 0) - (passed[first] ?? 0)) / 1000
        expect(within).toBeLessThanOrEqual(limit.burst + span * limit.ratePerSecond + 1e-6)
      }
    })
  )
})

test('after the seconds that a refusal names, the next request goes through', () => {
  fc.assert(
    fc.property(limits, pauses, (limit, steps) => {
      const bucket = createTokenBucket({ ...limit, now: 0 })
      let at = 0
      for (const step of steps) {
        at += Math.max(0, step)
        const seconds = bucket.take(at)
        if (seconds === null) continue
        expect(Number.isInteger(seconds) && seconds >= 1).toBe(true)
        at += seconds * 1000
        expect(bucket.take(at)).toBeNull()
      }
    })
  )
})
