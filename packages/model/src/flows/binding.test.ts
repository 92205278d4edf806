import { expect, test } from 'vitest'
import { Binding, literal, pill, pillsOf, text } from './binding.ts'

const first = pill('a', 'x')
const second = pill('b', 'y', ['items', 0])

test.each<[string, Binding, unknown]>([
  ['a literal', literal({ kind: 'pill' }), []],
  ['a pill', first, [first]],
  ['text', text('Hello ', first, ' and ', second, first), [first, second, first]],
  ['text without pills', text('Hello'), []]
])('the pills of %s are listed in order', (_, binding, pills) => {
  expect(Binding.parse(binding)).toEqual(binding)
  expect(pillsOf(binding)).toEqual(pills)
})

test.each([
  { kind: 'pill', card: 'a', field: 'x', path: ['__proto__'] },
  { kind: 'pill', card: '__proto__', field: 'x', path: [] },
  { kind: 'pill', card: 'a', field: 'constructor', path: [] },
  { kind: 'pill', card: 'a', field: 'x' },
  { kind: 'text', parts: [1] },
  { kind: 'text', parts: Array(501).fill('a') },
  { kind: 'literal', value: undefined },
  { kind: 'script', code: '1' }
])('the binding %j is refused', binding => {
  expect(Binding.safeParse(binding).success).toBe(false)
})
