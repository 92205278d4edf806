import { expect, test } from 'vitest'
import { formatCount, pluralOf } from './format-count.ts'

test.each([
  [0, '0 runs'],
  [1, '1 run'],
  [2, '2 runs'],
  [1204, '1,204 runs']
])('formats %i with its noun', (count, text) => {
  expect(formatCount(count, 'run')).toBe(text)
})

test('takes an irregular plural', () => {
  expect(formatCount(2, 'delivery', 'deliveries')).toBe('2 deliveries')
  expect(pluralOf(1, 'is', 'are')).toBe('is')
})
