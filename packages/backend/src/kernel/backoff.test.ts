import { DAY, HOUR, MINUTE } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextTry } from './backoff.ts'

const latest = () => 1 - Number.EPSILON

describe('the next retry of a cleanup entry', () => {
  test.each([
    [0, MINUTE],
    [1, 5 * MINUTE],
    [2, 15 * MINUTE],
    [3, HOUR],
    [4, HOUR],
    [20, HOUR]
  ])('after %i tries is at most %i milliseconds away', (tries, wait) => {
    expect(nextTry({ openedAt: 0, tries, now: 1_000, random: latest })).toBe(1_000 + wait)
  })

  test('is never in the past, never further away than an hour, and never a day after it was opened', () => {
    const times = fc.record({
      openedAt: fc.nat(),
      tries: fc.nat({ max: 60 }),
      open: fc.nat({ max: 2 * DAY }),
      drawn: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    })
    fc.assert(
      fc.property(times, ({ openedAt, tries, open, drawn }) => {
        const now = openedAt + open
        const at = nextTry({ openedAt, tries, now, random: () => drawn })
        if (at === null) return open + HOUR > DAY
        return at >= now && at <= now + HOUR && at <= openedAt + DAY
      })
    )
  })

  test('is left to a person after the entry was open for a day', () => {
    expect(nextTry({ openedAt: 0, tries: 30, now: DAY, random: latest })).toBeNull()
  })
})
