import { expect, test } from 'vitest'
import { formatComparison } from './format-comparison.ts'

test('the number of different steps is a sentence', () => {
  const steps = (...all: ('same' | 'changed' | 'only-old')[]) => all.map(is => ({ is }))
  expect(formatComparison(steps('same', 'changed', 'only-old'), false)).toBe('2 of 3 steps differ.')
  expect(formatComparison(steps('same', 'changed'), true)).toBe(
    '1 of 2 steps differs, and the result differs too.'
  )
  expect(formatComparison(steps('same', 'same'), false)).toBe('Both runs have the same outputs in all steps.')
  expect(formatComparison(steps('same'), false)).toBe('Both runs have the same outputs in all steps.')
  expect(formatComparison([], false)).toBe('Neither run has steps to compare.')
})
