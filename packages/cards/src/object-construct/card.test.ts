import { runCardAlone } from '@hookwright/engine/testing'
import { isReservedName } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objectConstruct } from './card.ts'

const text = { kind: 'text', list: false }

const configOf = (keys: string[]) => ({
  keys: keys.map((key, index) => ({ id: `key${index}`, key, dataType: text }))
})

const awkwardKey = fc.constantFrom(
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'length',
  '0',
  '_'
)
const key = fc
  .oneof(fc.string({ minLength: 1, maxLength: 20 }), awkwardKey)
  .filter(name => !isReservedName(name))

test('[row 72a] the object has exactly the named keys as its own, and no prototype is touched', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { maxLength: 8 }), async keys => {
      const inputs = Object.fromEntries(keys.map((name, index) => [`key${index}`, `value of ${name}`]))
      const { output } = await runCardAlone(objectConstruct, configOf(keys), inputs)
      expect(Object.entries(Object(output)).sort()).toEqual(
        keys.map(name => [name, `value of ${name}`]).sort()
      )
      expect(Object.getPrototypeOf(output)).toBe(Object.prototype)
    })
  )
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
})

test('a key without a value is null', async () => {
  expect(await runCardAlone(objectConstruct, configOf(['a', 'b']), { key1: 'x' })).toEqual({
    output: { a: null, b: 'x' }
  })
})

test.each([
  [['__proto__'], 'This key is reserved. Use another name.'],
  [['constructor'], 'This key is reserved. Use another name.'],
  [['prototype'], 'This key is reserved. Use another name.'],
  [[''], 'Enter a name for the key.'],
  [['k'.repeat(201)], 'A key has at most 200 characters. Shorten it.'],
  [['a', 'a'], 'Two keys have the same name. Rename one of them.']
])('the keys %j are refused with a sentence', (keys, message) => {
  expect(objectConstruct.readConfig(configOf(keys))).toEqual({ ok: false, problems: [{ message }] })
})
