import { expect, test } from 'vitest'
import { laidOut } from './format-json.ts'

test('JSON is indented', () => {
  expect(laidOut('{"a":1,"b":[]}')).toBe('{\n  "a": 1,\n  "b": []\n}')
})

test('text that is not JSON, and JSON with a number that would lose digits, is unchanged', () => {
  for (const body of ['no such hook', '{"a":', '{"id":9007199254740993}']) expect(laidOut(body)).toBe(body)
})
