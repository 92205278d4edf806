import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../kernel/millis.ts'
import { formatDuration } from './format-duration.ts'

test.each([
  [0, '< 1 ms'],
  [0.6, '1 ms'],
  [420, '420 ms'],
  [999.6, '1.00 s'],
  [1_240, '1.24 s'],
  [4_694, '4.69 s'],
  [9_994, '9.99 s'],
  [9_996, '10.0 s'],
  [12_340, '12.3 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 0 s'],
  [123_000, '2 min 3 s'],
  [HOUR - 1, '1 h 0 min'],
  [3 * HOUR + 20 * MINUTE, '3 h 20 min'],
  [DAY - 1, '1 d 0 h'],
  [2 * DAY + 4 * HOUR, '2 d 4 h']
])('%d milliseconds are formatted as %s', (took, words) => {
  expect(formatDuration(took)).toBe(words)
})

test('no part is as large as the next unit', () => {
  const most: Record<string, number> = { ms: 999, s: 59.9, min: 59, h: 23 }
  fc.assert(
    fc.property(fc.double({ min: 0, max: 9 * DAY, noNaN: true }), took => {
      for (const [, number, unit] of formatDuration(took).matchAll(/([\d.]+) (\w+)/g)) {
        expect(Number(number)).toBeLessThanOrEqual(most[unit ?? ''] ?? Number.POSITIVE_INFINITY)
      }
    })
  )
})
