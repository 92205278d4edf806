import { emptyCatalog } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import { isReservedName, type JsonObject, one } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objectConstruct } from '../object-construct/card.ts'
import { getMultiple } from './card.ts'

const keysOf = (keys: string[], kind = 'text') => ({
  keys: keys.map((key, index) => ({ id: `key${index}`, key, dataType: { kind, list: false } }))
})

test('values that Construct put under keys are returned by key', async () => {
  const name = fc.string({ minLength: 1, maxLength: 9 }).filter(key => !isReservedName(key))
  const entries = fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([key]) => key, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(entries, async made => {
      const config = keysOf(made.map(([key]) => key))
      const inputs = Object.fromEntries(made.map(([, value], index) => [`key${index}`, value]))
      const { output } = await runCardAlone(objectConstruct, config, inputs)
      const object: JsonObject = JSON.parse(JSON.stringify(output))
      expect(await runCardAlone(getMultiple, config, { object })).toEqual(inputs)
    })
  )
})

test('a missing or inherited key gives null, and so does a missing object', async () => {
  const config = keysOf(['gone', 'toString'])
  expect(await runCardAlone(getMultiple, config, { object: {} })).toEqual({ key0: null, key1: null })
  expect(await runCardAlone(getMultiple, config, {})).toEqual({ key0: null, key1: null })
})

test('a value of another type fails the card with a sentence that names the key', async () => {
  await expect(
    runCardAlone(getMultiple, keysOf(['seats'], 'number'), { object: { seats: ['many'] } })
  ).rejects.toThrow(
    'card.failed: “seats” of “Get Multiple” has the wrong type: expected Number, but found a list. Choose the type of the value, or map another value.'
  )
})

test('each key is an output of the card, in its type', () => {
  expect(getMultiple.ports(keysOf(['seats'], 'number'), emptyCatalog)?.outputs).toEqual([
    { id: 'key0', label: 'seats', type: one('number') }
  ])
})
