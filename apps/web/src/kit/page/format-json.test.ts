import { expect, test } from 'vitest'
import { prettyJson } from './format-json.ts'

test('JSON is indented', () => {
  expect(prettyJson('{"a":1,"b":[]}')).toBe('{\n  "a": 1,\n  "b": []\n}')
})

test('text that is not JSON, and JSON with a number that would lose digits, is unchanged', () => {
  for (const body of ['no such hook', '{"a":', '{"id":9007199254740993}']) expect(prettyJson(body)).toBe(body)
})
