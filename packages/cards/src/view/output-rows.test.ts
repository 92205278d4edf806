import { expect, test } from 'vitest'
import { keysBelow } from './output-rows.ts'

test('keys are those of known paths, then those of a sample, without repeats', () => {
  const known = [['user', 'id'], ['user', 'name'], ['kind']]
  expect(keysBelow(known, { kind: 'x', at: 1 }, [])).toEqual(['user', 'kind', 'at'])
  expect(keysBelow(known, undefined, ['user'])).toEqual(['id', 'name'])
  expect(keysBelow(known, undefined, ['kind'])).toEqual([])
})

test('the first item of a list represents all', () => {
  expect(keysBelow([], ['a', 'b'], [])).toEqual([0])
  expect(keysBelow([[2, 'x']], [], [])).toEqual([2])
})
