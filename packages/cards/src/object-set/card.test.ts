import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import { anyJson } from '@hookwright/model/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objectGet } from '../object-get/card.ts'
import { objectSet } from './card.ts'

const set = async (object: Json, path: string, value: Json): Promise<Json> =>
  JSON.parse(JSON.stringify((await runCardAlone(objectSet, {}, { object, path, value })).output))

const keys = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
const objects = fc.dictionary(fc.constantFrom('a', 'b'), fc.constant<Json>({ c: [1], b: { a: null } }))

test('a value that was set can be read, and setting the existing value changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(objects, keys, anyJson, async (object, parts, value) => {
      const path = parts.join('.')
      const before = JSON.stringify(object)
      const made = await set(object, path, value).catch(String)
      expect(JSON.stringify(object)).toBe(before)
      if (typeof made === 'string') {
        expect(made).toContain('is a list, not an object')
        return
      }
      expect((await runCardAlone(objectGet, {}, { object: made, path })).value).toEqual(value)
      const read = (await runCardAlone(objectGet, {}, { object, path })).value
      if (read !== null) expect(await set(object, path, JSON.parse(JSON.stringify(read)))).toEqual(object)
    })
  )
})

test.each([
  [null, 'a.b[0].c', { a: { b: [{ c: 1 }] } }],
  [{ a: [0, 1] }, 'a[2]', { a: [0, 1, 1] }],
  [{ a: [0, 2] }, 'a[1]', { a: [0, 1] }],
  [{ a: null }, 'a.b', { a: { b: 1 } }],
  [{}, '["a.b"]', { 'a.b': 1 }]
])('1 is set in %j at %s: %j', async (object, path, made) => {
  expect(await set(object, path, 1)).toEqual(made)
})

test.each([
  [{ a: 'x' }, 'a.b', '“a” is Text, not an object'],
  [{ a: [] }, 'a[1]', '“a” has only 0 items'],
  [{ a: {} }, 'a[0]', '“a” is Object, not a list'],
  [{}, '[0]', 'the object is Object, not a list']
])('in %j no value can be set at %s, and the message says why', async (object, path, why) => {
  await expect(set(object, path, 1)).rejects.toThrow(
    `card.failed: “Set” cannot set a value at “${path}” because ${why}.`
  )
})

test('no path can reach a prototype', async () => {
  await expect(set({}, '__proto__.a', 1)).rejects.toThrow('the key “__proto__” is reserved')
  expect(await set({}, 'toString.a', 1)).toEqual({ toString: { a: 1 } })
})
