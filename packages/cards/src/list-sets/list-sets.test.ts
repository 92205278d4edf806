import type { CardSpec } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listDifference } from '../list-difference/card.ts'
import { listIntersection } from '../list-intersection/card.ts'
import { listUnion } from '../list-union/card.ts'
import { listUnique } from '../list-unique/card.ts'

const made = async (spec: CardSpec, items: string, inputs: Record<string, Json>): Promise<unknown[]> => {
  const { output } = await runCardAlone(spec, { items }, inputs)
  return Array.isArray(output) ? output : []
}

const numbers = fc.array(fc.integer({ min: 0, max: 9 }))

describe('two lists', () => {
  test('have the sets of mathematics, in the order of the items', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, numbers, async (first, second) => {
        const both = { first, second }
        const once = [...new Set(first)]
        expect(await made(listUnion, 'number', both)).toEqual([...new Set([...first, ...second])])
        expect(await made(listIntersection, 'number', both)).toEqual(
          once.filter(item => second.includes(item))
        )
        expect(await made(listDifference, 'number', both)).toEqual(
          first.filter(item => !second.includes(item))
        )
        expect(await made(listUnique, 'number', { list: first })).toEqual(once)
      })
    )
  })

  test('are compared with objects by key in any order, and dates by moment', async () => {
    const objects = { first: [{ a: 1, b: [2] }, { a: 1 }], second: [{ b: [2], a: 1 }] }
    expect(await made(listIntersection, 'object', objects)).toEqual([{ a: 1, b: [2] }])
    expect(await made(listDifference, 'object', objects)).toEqual([{ a: 1 }])
    const dates = { first: ['2026-01-01T00:00:00Z'], second: ['2026-01-01T02:00:00.000+02:00'] }
    expect(await made(listDifference, 'date', dates)).toEqual([])
  })

  test('distinguish texts from numbers, and lists from single values', async () => {
    expect(await made(listUnion, 'text', { first: ['1', '1.0', ' 1'], second: ['1'] })).toEqual([
      '1',
      '1.0',
      ' 1'
    ])
    const objects = { first: [{ a: ['x', 'y'] }], second: [{ a: 'x,y' }, { a: ['x,y'] }] }
    expect(await made(listIntersection, 'object', objects)).toEqual([])
  })

  test('count as empty when they are missing', async () => {
    const none = { first: null, second: null }
    for (const spec of [listUnion, listIntersection, listDifference])
      expect(await made(spec, 'text', none)).toEqual([])
  })
})

test('duplicates by a path keep the first object of each value, and one without a value', async () => {
  const list = [{ id: 1, n: 'a' }, { n: 'b' }, { id: 1, n: 'c' }, { id: null, n: 'd' }, { id: '1', n: 'e' }]
  expect(await made(listUnique, 'object', { list, path: 'id' })).toEqual([
    { id: 1, n: 'a' },
    { n: 'b' },
    { id: '1', n: 'e' }
  ])
  await expect(made(listUnique, 'object', { list, path: 'a..b' })).rejects.toThrow('card.failed')
})
