import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pluck } from './card.ts'

const from = async (list: Json, path: string, items = 'text'): Promise<unknown> =>
  (await runCardAlone(pluck, { items }, { list, path })).output

test('what each object holds under a key comes out in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.string())), async names => {
      const list = names.map(name => (name === null ? {} : { name }))
      expect(await from(list, 'name')).toEqual(names)
    })
  )
})

test('a path leads into each object', async () => {
  const list = [{ emails: [{ value: 'ada@acme-hr.example' }] }, { emails: [] }]
  expect(await from(list, 'emails[0].value')).toEqual(['ada@acme-hr.example', null])
})

test('values are converted where they say the type exactly, and make the card fail where not', async () => {
  expect(await from([{ n: '7' }, { n: 8 }], 'n', 'number')).toEqual([7, 8])
  await expect(from([{ n: 7 }, { n: 'eight' }], 'n', 'number')).rejects.toThrow(
    'card.failed: The list that “Pluck” makes should hold Number, but holds Text at “[1]”. Choose the type that it has, or map another value.'
  )
})

test('a missing list gives an empty one, and a missing object nothing', async () => {
  expect(await from(null, 'name')).toEqual([])
  expect(await from([null], 'name')).toEqual([null])
})

test('a path that cannot be read makes the card fail with a sentence', async () => {
  await expect(from([], 'a..b')).rejects.toThrow('card.failed: The path “a..b” of “Pluck” is invalid')
})
