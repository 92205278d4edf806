import { expect, test } from 'vitest'
import { formatProblemCount } from './format-problem.ts'

// review: screens 6
test.each([
  [0, 0, null],
  [1, 0, '1 error'],
  [2, 1, '2 errors, 1 warning'],
  [0, 2, '2 warnings']
])('%d errors and %d warnings are counted separately', (errors, warnings, words) => {
  expect(formatProblemCount(errors, warnings)).toBe(words)
})
