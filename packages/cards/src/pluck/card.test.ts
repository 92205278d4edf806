import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pluck } from './card.ts'

const from = async (list: Json, path: string, items = 'text'): Promise<unknown> =>
  (await runCardAlone(pluck, { items }, { list, path })).output

test('the values of a key are returned in the order of the objects', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.string())), async names => {
      const list = names.map(name => (name === null ? {} : { name }))
      expect(await from(list, 'name')).toEqual(names)
    })
  )
})

test('a path can select a nested value of each object', async () => {
  const list = [{ emails: [{ value: 'ada@acme-hr.example' }] }, { emails: [] }]
  expect(await from(list, 'emails[0].value')).toEqual(['ada@acme-hr.example', null])
})

test('values are converted if they say the type exactly, and otherwise fail the card', async () => {
  expect(await from([{ n: '7' }, { n: 8 }], 'n', 'number')).toEqual([7, 8])
  await expect(from([{ n: 7 }, { n: 'eight' }], 'n', 'number')).rejects.toThrow(
    'card.failed: The list that “Pluck” creates has the wrong type: expected Number, but found Text at “[1]”. Choose the type of the value, or map another value.'
  )
})

test('a missing list gives an empty one, and a missing object no value', async () => {
  expect(await from(null, 'name')).toEqual([])
  expect(await from([null], 'name')).toEqual([null])
})

test('an invalid path fails the card with a sentence', async () => {
  await expect(from([], 'a..b')).rejects.toThrow('card.failed: The path “a..b” of “Pluck” is invalid')
})
