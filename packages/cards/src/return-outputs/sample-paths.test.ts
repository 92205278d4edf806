import { expect, test } from 'vitest'
import { parsePath } from '../kernel/parse-path.ts'
import { pathsInSample } from './sample-paths.ts'

test('every value of a sample has a path at any depth, and each path can be entered', () => {
  const sample = { id: 1, a: { b: { c: { d: { 'e f': 'deep' } } } }, tags: ['new', 'old'], none: null }
  const paths = pathsInSample(sample)
  expect(paths).toEqual(['id', 'a', 'a.b', 'a.b.c', 'a.b.c.d', 'a.b.c.d.e f', 'tags', 'tags[0]', 'none'])
  for (const path of paths) expect(parsePath(path).ok).toBe(true)
})

test('a sample of a single value has no paths, and a large one at most 500', () => {
  expect(pathsInSample('text')).toEqual([])
  expect(
    pathsInSample(Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`k${at}`, at])))
  ).toHaveLength(500)
})
