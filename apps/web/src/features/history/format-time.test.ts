import { describe, expect, test } from 'vitest'
import { exactTime, factTime, formatFullTime, formatSize, rowTime } from './format-time.ts'

const at = new Date(2026, 10, 24, 14, 2, 11, 204).getTime()
const hour = 3_600_000

describe('a time', () => {
  test('in a row is exact to the millisecond today, and has its date on other days', () => {
    expect(rowTime(at, at + hour)).toBe('14:02:11.204')
    expect(rowTime(at, at + 24 * hour)).toBe('24 Nov, 14:02:11')
    expect(rowTime(at, at + 90 * 24 * hour)).toBe('24 Nov 2026, 14:02:11')
  })

  test('in the details omits the year within the current year', () => {
    expect(factTime(at, at + hour)).toBe('Today, 14:02:11.204')
    expect(factTime(at, at + 24 * hour)).toBe('24 Nov, 14:02:11.204')
    expect(factTime(at, at + 90 * 24 * hour)).toBe('24 Nov 2026, 14:02:11.204')
  })

  test('has a full form, and an exact one with its offset from GMT', () => {
    expect(formatFullTime(at)).toBe('24 Nov 2026, 14:02:11')
    expect(exactTime(at)).toMatch(/^24 Nov 2026, 14:02:11\.204 GMT/)
  })
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234, '1.2 kB'],
  [123_456, '123 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [3_400_000, '3.4 MB'],
  [5_600_000_000, '5.6 GB']
])('%d bytes are shown as %s', (bytes, words) => {
  expect(formatSize(bytes)).toBe(words)
})
