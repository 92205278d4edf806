import { expect, test } from 'vitest'
import { spanTime } from './clock-time.ts'

const at = (day: number, hour: number, minute: number, second = 0): number =>
  new Date(2026, 10, day, hour, minute, second).getTime()

test.each([
  [at(24, 14, 2), at(24, 15, 30), '24 Nov 2026, 14:02 to 15:30'],
  [at(24, 14, 2, 11), at(24, 14, 2, 48), '24 Nov 2026, 14:02:11 to 14:02:48'],
  [at(24, 14, 2), at(25, 9, 0), '24 Nov 2026, 14:02 to 25 Nov 2026, 09:00']
])('a span has only the parts that distinguish its ends', (from, to, words) => {
  expect(spanTime(from, to)).toBe(words)
})
