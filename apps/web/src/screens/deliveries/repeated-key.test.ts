import fc from 'fast-check'
import { expect, test } from 'vitest'
import { repeatedKeyIn } from './repeated-key.ts'

test('a repeated key in one object is found, also when it is escaped', () => {
  expect(repeatedKeyIn('{"parcels":[{"id":"a","id":"b"}]}')).toBe('id')
  expect(repeatedKeyIn('{"a":{"b":1},"\\u0061" : 2}')).toBe('a')
})

test('the same key in different objects, or as a value, is not repeated', () => {
  expect(repeatedKeyIn('[{"id":"id"},{"id":{"id":["id","id"]}}]')).toBeNull()
})

test('text that is not JSON has no repeated key', () => {
  for (const text of ['a={"b":1,"b":2}', '<a x="\\q": />', '']) expect(repeatedKeyIn(text)).toBeNull()
})

test('serialized JSON has no repeated key until one is added', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), value => {
      const text = JSON.stringify(value)
      expect(repeatedKeyIn(text)).toBeNull()
      const [key = ''] = Object.keys(value)
      expect(repeatedKeyIn(`${text.slice(0, -1)},${JSON.stringify(key)}:null}`)).toBe(key)
    })
  )
})
