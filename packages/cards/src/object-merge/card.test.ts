import { runCardAlone } from '@hookwright/engine/testing'
import type { JsonObject } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objectMerge } from './card.ts'

const blank = objectMerge.blank().config

const merge = async (object1: JsonObject | null, object2: JsonObject | null): Promise<JsonObject> =>
  JSON.parse(JSON.stringify((await runCardAlone(objectMerge, blank, { object1, object2 })).output))

const key = fc.constantFrom('a', 'b', 'toString', '0', 'constructor2')
const object = fc.dictionary(key, fc.oneof(fc.integer(), fc.constant(null))).map(made => ({ ...made }))

test('merging in parts equals merging at once, and an empty object changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(object, object, object, async (a, b, c) => {
      expect(await merge(await merge(a, b), c)).toEqual(await merge(a, await merge(b, c)))
      expect(await merge(a, {})).toEqual(a)
      expect(await merge({}, a)).toEqual(a)
      expect(await merge(a, a)).toEqual(a)
    })
  )
})

test('a repeated key has the later value, even if that is null', async () => {
  expect(await merge({ a: { x: 1 }, b: 1 }, { a: { y: 2 }, b: null })).toEqual({ a: { y: 2 }, b: null })
})

test('a missing object adds no keys', async () => {
  expect(await merge(null, { a: 1 })).toEqual({ a: 1 })
  expect(await merge(null, null)).toEqual({})
})

test('no key of an object can reach a prototype', async () => {
  const hostile: JsonObject = JSON.parse('{"__proto__":{"polluted":true}}')
  await runCardAlone(objectMerge, blank, { object1: hostile, object2: {} })
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})
