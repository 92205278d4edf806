import { runCardAlone } from '@hookwright/engine/testing'
import { isReservedName, Json } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonParse } from '../json-parse/card.ts'
import { jsonStringify } from './card.ts'

const written = async (value: Json, pretty: boolean): Promise<string> =>
  String((await runCardAlone(jsonStringify, { pretty }, { value })).output)

/**
 * Returns true if Parse JSON keeps this JSON text as it is. It would drop keys that reach a prototype, and
 * turn numbers that lose digits into text.
 */
const isKept = (text: string): boolean => {
  let kept = true
  JSON.parse(text, (key, value: unknown) => {
    const isLong = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    if (isReservedName(key) || isLong) kept = false
    return value
  })
  return kept
}

const value = fc
  .jsonValue()
  .map(any => JSON.stringify(any))
  .filter(isKept)
  .map(text => Json.parse(JSON.parse(text)))

test('[row 72c, 72d] a JSON value is read back from its text, pretty or not', async () => {
  await fc.assert(
    fc.asyncProperty(value, fc.boolean(), async (any, pretty) => {
      const { output } = await runCardAlone(jsonParse, {}, { text: await written(any, pretty) })
      expect(output).toEqual(any)
    })
  )
})

test('pretty text has line breaks and an indentation of two spaces', async () => {
  expect(await written({ a: [1] }, true)).toBe('{\n  "a": [\n    1\n  ]\n}')
  expect(await written({ a: [1] }, false)).toBe('{"a":[1]}')
})

test('a missing value is written as null', async () => {
  expect(await runCardAlone(jsonStringify, { pretty: false }, {})).toEqual({ output: 'null' })
})
