import { Path, valueAt } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafPathsOf } from './leaf-paths-of.ts'

test('the paths into a body lead to each of its leaves, the shallow ones first', () => {
  const body = {
    id: 7,
    user: { name: 'Ada', tags: ['new', 'remote'] },
    items: [{ sku: 'a' }],
    none: {},
    '': 1
  }
  expect(leafPathsOf(body)).toEqual([
    ['id'],
    ['none'],
    ['user', 'name'],
    ['user', 'tags', 0],
    ['items', 0, 'sku']
  ])
})

test('a body without parts has no paths', () => {
  for (const body of [null, 1, 'text', [], {}]) expect(leafPathsOf(body)).toEqual([])
})

test('the paths of any body are few, valid, and lead to a value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), body => {
      const read = JSON.parse(JSON.stringify(body))
      const ways = leafPathsOf(read)
      expect(ways.length).toBeLessThanOrEqual(200)
      for (const way of ways) {
        expect(Path.safeParse(way).success).toBe(true)
        expect(valueAt(read, way)).toBeDefined()
      }
    })
  )
})
