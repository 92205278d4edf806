import { expect, test } from 'vitest'
import { formatTimeLeft } from './format-time-left.ts'

test.each([
  [120_000, '2:00'],
  [118_400, '1:59'],
  [61_000, '1:01'],
  [9_001, '0:10'],
  [0, '0:00'],
  [-500, '0:00']
])('%i ms are %s', (left, words) => {
  expect(formatTimeLeft(left)).toBe(words)
})
