import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listConstruct } from '../list-construct/card.ts'
import { listLength } from '../list-length/card.ts'
import { listAt } from './card.ts'

const at = async (list: Json, index: number): Promise<unknown> =>
  (await runCardAlone(listAt, { items: 'text' }, { list, index })).item

test('each item of a constructed list is found at its index, counted from either end', async () => {
  const fields = [0, 1, 2].map(index => ({ id: `f${index}`, label: `Item ${index}` }))
  await fc.assert(
    fc.asyncProperty(fc.tuple(fc.string(), fc.string(), fc.string()), async ([f0, f1, f2]) => {
      const { output } = await runCardAlone(listConstruct, { items: 'text', fields }, { f0, f1, f2 })
      const list = Array.isArray(output) ? output : []
      for (const [index, value] of [f0, f1, f2].entries()) {
        expect(await at(list, index)).toBe(value)
        expect(await at(list, index - list.length)).toBe(value)
      }
    })
  )
})

test.each([
  [['a'], 1],
  [['a'], -2],
  [['a', 'b'], 0.5],
  [[null], 0],
  [null, 0]
])('%j has no item at %d', async (list, index) => {
  expect(await at(list, index)).toBeNull()
})

test('a single value is not accepted as a list', async () => {
  await expect(at('a', 0)).rejects.toThrow('card.input-type')
  await expect(runCardAlone(listLength, {}, { list: 'a' })).rejects.toThrow(
    'expects List of Any but received Text'
  )
})

test('a missing index fails the card', async () => {
  await expect(runCardAlone(listAt, { items: 'text' }, { list: ['a'] })).rejects.toThrow('card.input-missing')
})
