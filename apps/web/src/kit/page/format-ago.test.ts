import { HOUR, MINUTE } from '@hookwright/model'
import { expect, it } from 'vitest'
import { formatAgo } from './format-ago.ts'
import { formatHours } from './hour-bars.tsx'

const now = new Date(2026, 10, 24, 14, 2).getTime()

it.each([
  [now + 5, 'just now'],
  [now - 12_400, '12 s ago'],
  [now - 3 * MINUTE, '3 min ago'],
  [now - 7.5 * HOUR, '7 h ago'],
  [now - 25 * HOUR, '23 Nov'],
  [now - 365 * 24 * HOUR, '24 Nov 2025']
])('formats the time since %i as %s', (at, words) => expect(formatAgo(at, now)).toBe(words))

it('describes hours in words', () => {
  const hours = [
    { runs: 1_200, failed: 0 },
    { runs: 2, failed: 1 }
  ]
  expect(formatHours(hours)).toBe('1,202 runs in 24 hours, 1 failed')
})
