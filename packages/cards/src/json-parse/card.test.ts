import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import { expect, test } from 'vitest'
import { jsonParse } from './card.ts'

const parsed = async (text: string): Promise<unknown> => (await runCardAlone(jsonParse, {}, { text })).output

test.each<[string, Json]>([
  ['null', null],
  [' [1, "a", true] ', [1, 'a', true]],
  ['{"a":{"b":[]}}', { a: { b: [] } }],
  ['"text"', 'text'],
  ['12345678901234567890', '12345678901234567890'],
  ['{"__proto__":{"a":1},"b":2}', { b: 2 }]
])('%s is read as %j', async (text, value) => {
  expect(await parsed(text)).toEqual(value)
})

test.each([
  ['', 'it is not valid JSON'],
  ['{a:1}', 'it is not valid JSON'],
  ['{"a":1}{', 'it is not valid JSON'],
  ['[NaN]', 'it is not valid JSON'],
  ['['.repeat(65) + ']'.repeat(65), 'it is nested more than 64 deep'],
  [`[${'0,'.repeat(100_000)}0]`, 'it holds more than 100000 values']
])('the text %.20s… is refused with its reason: %s', async (text, why) => {
  await expect(parsed(text)).rejects.toThrow(
    `card.not-json: The text passed to “Parse” cannot be parsed: ${why}. Check the mapped value.`
  )
})
