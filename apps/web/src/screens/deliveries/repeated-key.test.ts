import fc from 'fast-check'
import { expect, test } from 'vitest'
import { repeatedKeyIn } from './repeated-key.ts'

test('a key that one object has twice is found, however it is written', () => {
  expect(repeatedKeyIn('{"parcels":[{"id":"a","id":"b"}]}')).toBe('id')
  expect(repeatedKeyIn('{"a":{"b":1},"\\u0061" : 2}')).toBe('a')
})

test('the same key in different objects, or as a value, is not repeated', () => {
  expect(repeatedKeyIn('[{"id":"id"},{"id":{"id":["id","id"]}}]')).toBeNull()
})

test('a text that is no JSON has no keys', () => {
  for (const text of ['a={"b":1,"b":2}', '<a x="\\q": />', '']) expect(repeatedKeyIn(text)).toBeNull()
})

test('what was written from a value has no repeated key, and one more of its keys is one', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), value => {
      const text = JSON.stringify(value)
      expect(repeatedKeyIn(text)).toBeNull()
      const [key = ''] = Object.keys(value)
      expect(repeatedKeyIn(`${text.slice(0, -1)},${JSON.stringify(key)}:null}`)).toBe(key)
    })
  )
})
