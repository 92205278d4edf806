import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

const limits = fc.record({
  ratePerSecond: fc.integer({ min: 1, max: 1_000 }),
  burst: fc.integer({ min: 1, max: 1_000 })
})
/** Milliseconds between requests. A negative pause represents a clock that was set back and counts as 0. */
const pauses = fc.array(fc.integer({ min: -500, max: 5_000 }), { maxLength: 300 })

test('no time span lets more through than the burst and the rate for its length', () => {
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

test('processes with a shared limit together let no more through than it allows, however the requests are spread', () => {
  const shares = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 300 })
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 400 }),
      fc.integer({ min: 4, max: 400 }),
      shares,
      (rate, burst, turns) => {
        const buckets = Array.from({ length: 4 }, () =>
          createTokenBucket({ ratePerSecond: rate, burst, now: 0, sharedBy: () => 4 })
        )
        const passed = turns.filter((process, at) => buckets[process]?.take(at * 10) === null).length
        expect(passed).toBeLessThanOrEqual(burst + (turns.length / 100) * rate + 1e-6)
      }
    )
  )
})

test('a process has the whole limit once the others are gone', () => {
  let processes = 2
  const bucket = createTokenBucket({ ratePerSecond: 10, burst: 10, now: 0, sharedBy: () => processes })
  const passed = (at: number): number => {
    let count = 0
    while (bucket.take(at) === null) count += 1
    return count
  }
  expect(passed(0)).toBe(5)
  processes = 1
  expect(passed(1_000)).toBe(10)
})
