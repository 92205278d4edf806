import { expect, test } from 'vitest'
import { formatComparison } from './format-comparison.ts'

test('how much differs is a sentence', () => {
  const steps = (...all: ('same' | 'changed' | 'only-old')[]) => all.map(is => ({ is }))
  expect(formatComparison(steps('same', 'changed', 'only-old'), false)).toBe('2 of 3 steps differ.')
  expect(formatComparison(steps('same', 'changed'), true)).toBe(
    '1 of 2 steps differs, and so does the result.'
  )
  expect(formatComparison(steps('same', 'same'), false)).toBe('Both runs gave the same in all 2 steps.')
  expect(formatComparison(steps('same'), false)).toBe('Both runs gave the same in their one step.')
  expect(formatComparison([], false)).toBe('Neither run has a step to be compared.')
})
