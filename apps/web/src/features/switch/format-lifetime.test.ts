import { DAY, HOUR, type Lifetime, MINUTE } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { formatGap, formatIn, formatLifetime } from './format-lifetime.ts'

test.each([
  [3 * DAY + HOUR, 'in 3 days'],
  [47 * HOUR, 'in 47 hours'],
  [119 * MINUTE, 'in 119 minutes'],
  [MINUTE, 'in 1 minute'],
  [MINUTE - 1, 'within a minute'],
  [0, 'now'],
  [-HOUR, 'now']
])('%i ms are %s', (left, words) => {
  expect(formatIn(left)).toBe(words)
})

describe('a lifetime', () => {
  const life = (over: Partial<Lifetime>): Lifetime => ({
    expiresAt: 5 * DAY,
    renewAt: 3 * DAY,
    renewTries: 0,
    failed: null,
    gaps: [],
    ...over
  })

  test('shows its next renewal and its end at the service', () => {
    expect(formatLifetime(life({}), 0)).toEqual({
      says: 'Renews in 3 days',
      short: 'renews in 3 days',
      why: null,
      ends: `expires at the service on ${minuteTime(5 * DAY)}`,
      isLate: false
    })
  })

  test('shows a failed renewal with the reason, and that it has expired', () => {
    const failed = { code: 'http.status', message: 'The service answered 401.', details: {} } as const
    expect(formatLifetime(life({ renewTries: 2, failed }), 3 * DAY)).toMatchObject({
      says: 'Renewal failed; retries now',
      short: 'not renewed',
      why: 'The service answered 401.',
      isLate: true
    })
    const ended = formatLifetime(life({ renewTries: 2, failed }), 6 * DAY)
    expect(ended?.ends).toContain('expired at the service on')
    expect(ended?.short).toBe('expired')
  })

  test('without an end is not shown', () => {
    expect(formatLifetime(life({ expiresAt: null }), 0)).toBeNull()
  })
})

test('a gap is shown with its times and reason', () => {
  expect(formatGap({ from: 0, to: null, why: 'It lapsed.' })).toBe(
    `Events may have been missed since ${minuteTime(0)}. It lapsed.`
  )
  expect(formatGap({ from: 0, to: DAY, why: 'It lapsed.' })).toBe(
    `Events may have been missed from ${minuteTime(0)} to ${minuteTime(DAY)}. It lapsed.`
  )
})
