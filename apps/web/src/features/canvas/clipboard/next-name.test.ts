import { expect, test } from 'vitest'
import { nextName } from './clipboard.ts'

test.each([
  ['Greet', ['Greet'], 'Greet 2'],
  ['Greet', ['Greet', 'Greet 2'], 'Greet 3'],
  ['Greet 2', ['Greet', 'Greet 2'], 'Greet 3'],
  ['Top 100', ['Top 100'], 'Top 100 2']
])('a copy of %j among %j is called %j', (name, taken, copy) => {
  expect(nextName(name, new Set(taken))).toBe(copy)
})

test('a long name stays within the limit', () => {
  expect(nextName('a'.repeat(200), new Set()).length).toBeLessThanOrEqual(200)
})
