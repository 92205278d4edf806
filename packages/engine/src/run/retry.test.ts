import { HOUR, SECOND } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_ATTEMPTS, parseRetryAfter, retryDelayAfter, retryDelays } from './retry.ts'

const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const tried = fc.integer({ min: 1, max: MAX_ATTEMPTS - 1 })
const now = Date.UTC(2026, 10, 26, 12)

describe('the pause before the next try', () => {
  test('is random between zero and the pause of the schedule', () => {
    fc.assert(
      fc.property(tried, chances, (count, chance) => {
        const rest = retryDelayAfter(count, chance, null)
        expect(rest).not.toBeNull()
        expect(rest).toBeGreaterThanOrEqual(0)
        expect(rest).toBeLessThan(retryDelays[count - 1] ?? 0)
      })
    )
    expect(retryDelayAfter(8, 0.5, null)).toBe(6 * HOUR)
  })

  test('is at least as long as the service asks for, up to an hour, and not much longer', () => {
    fc.assert(
      fc.property(tried, chances, fc.integer({ min: 0, max: 1e12 }), (count, chance, asked) => {
        const rest = retryDelayAfter(count, chance, asked) ?? -1
        expect(rest).toBeGreaterThanOrEqual(Math.min(asked, HOUR))
        expect(rest).toBeLessThanOrEqual(Math.min(asked + 5 * SECOND, HOUR))
      })
    )
  })

  test('is null after the ninth try, whatever the service asks for', () => {
    expect(MAX_ATTEMPTS).toBe(9)
    expect(retryDelayAfter(9, 0.5, null)).toBeNull()
    expect(retryDelayAfter(9, 0.5, SECOND)).toBeNull()
  })
})

describe('Retry-After', () => {
  test.each([
    ['120', 120 * SECOND],
    [' 0 ', 0],
    ['Thu, 26 Nov 2026 12:00:30 GMT', 30 * SECOND],
    ['Thu, 26 Nov 2026 11:00:00 GMT', 0]
  ])('%j is read', (header, rest) => {
    expect(parseRetryAfter(header, now)).toBe(rest)
  })

  test.each([undefined, '', 'soon', '-1', '1.5', '1e3', '99999999999', '2026-11-26T12:00:30Z'])(
    '%j is ignored',
    header => {
      expect(parseRetryAfter(header, now)).toBeNull()
    }
  )
})
