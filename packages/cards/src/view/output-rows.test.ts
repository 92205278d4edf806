import { expect, test } from 'vitest'
import { keysBelow } from './output-rows.ts'

test('keys are those that known ways pass, then those that a sample has, each once', () => {
  const known = [['user', 'id'], ['user', 'name'], ['kind']]
  expect(keysBelow(known, { kind: 'x', at: 1 }, [])).toEqual(['user', 'kind', 'at'])
  expect(keysBelow(known, undefined, ['user'])).toEqual(['id', 'name'])
  expect(keysBelow(known, undefined, ['kind'])).toEqual([])
})

test('of a list the first item stands for all', () => {
  expect(keysBelow([], ['a', 'b'], [])).toEqual([0])
  expect(keysBelow([[2, 'x']], [], [])).toEqual([2])
})
