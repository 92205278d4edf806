import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import { expect, test } from 'vitest'
import { lookup } from './card.ts'

const config = {
  items: 'text',
  cases: [
    { id: 'a', value: '1' },
    { id: 'b', value: 'yes' },
    { id: 'c', value: 'YES' }
  ]
}
const found = async (value: Json, otherwise: Json = 'none') =>
  (
    await runCardAlone(lookup, config, {
      'lookup.value': value,
      a: 'A',
      b: 'B',
      'lookup.otherwise': otherwise
    })
  ).output

test.each([
  [1, 'A'],
  ['1.0', 'A'],
  ['yes', 'B'],
  ['YES', null],
  ['no', 'none'],
  [null, 'none'],
  [['yes'], 'none']
])('the value %j is looked up as %j', async (value, result) => {
  expect(await found(value)).toBe(result)
})
