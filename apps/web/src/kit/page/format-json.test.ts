import { expect, test } from 'vitest'
import { laidOut } from './format-json.ts'

test('JSON has a line for each of its parts', () => {
  expect(laidOut('{"a":1,"b":[]}')).toBe('{\n  "a": 1,\n  "b": []\n}')
})

test('what is no JSON stays as it came, and so does a number that would lose digits', () => {
  for (const body of ['no such hook', '{"a":', '{"id":9007199254740993}']) expect(laidOut(body)).toBe(body)
})
