import { expect, test } from 'vitest'
import { readOptions } from './read-options.mjs'

test('cached results count unless a build machine, --all or --force asks for fresh ones', () => {
  expect(readOptions([], {})).toEqual({ all: false, isFresh: false })
  expect(readOptions(['--force'], {})).toEqual({ all: false, isFresh: true })
  expect(readOptions(['--all'], {})).toEqual({ all: true, isFresh: true })
  expect(readOptions([], { CI: '1' })).toEqual({ all: false, isFresh: true })
})

test('an option that does not exist is refused', () => {
  expect(() => readOptions(['--fast'], {})).toThrow('--fast')
})
