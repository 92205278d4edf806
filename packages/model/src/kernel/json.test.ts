import { expect, test } from 'vitest'
import { isJsonObject, Json } from './json.ts'

test.each<[unknown, boolean]>([
  [{}, true],
  [Object.create(null), true],
  [[], false],
  [null, false],
  [undefined, false],
  ['{}', false]
])('%o is a JSON object: %s', (value, is) => {
  expect(isJsonObject(value)).toBe(is)
})

test('parsed JSON has no key that changes a prototype', () => {
  const kept = Json.parse(JSON.parse('{"__proto__":{"polluted":true},"a":{"__proto__":[]}}'))
  expect(kept).toEqual({ a: {} })
  expect(JSON.stringify(kept)).not.toContain('__proto__')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})
