import { expect, test } from 'vitest'
import { listOf, one } from './data-type.ts'
import { inexactNumberIn, whyInexact } from './inexact-number.ts'

test.each<[string, string | null]>([
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  ['1e400', '1e400'],
  ['[1, {"id": [2, 12345678901234567890]}]', '12345678901234567890'],
  ['\ufeff[9007199254740993]', '9007199254740993'],
  ['{"__proto__": 1, "id": 9007199254740993}', '9007199254740993'],
  ['9007199254740991', null],
  ['0.1', null],
  ['"9007199254740993"', null],
  ['["9007199254740993", 1]', null],
  ['id 9007199254740993', null],
  ['', null]
])('the first inexact number of %j is %j', (typed, number) => {
  expect(inexactNumberIn(typed)).toBe(number)
})

test('a number that would lose digits is refused with a reason and an alternative, and no other value is', () => {
  expect(whyInexact('9007199254740993', one('number'))).toBe(
    '9007199254740993 is larger than 2^53 and would lose digits as a Number; enter a smaller number, or use Text'
  )
  expect(whyInexact('[9007199254740993]', listOf('number'))).toMatch(/^9007199254740993 is larger than/)
  expect(whyInexact('9007199254740993', one('object'))).toBeNull()
  expect(whyInexact('many', one('number'))).toBeNull()
  expect(whyInexact('{"id": 9007199254740993}', one('number'))).toBeNull()
  expect(whyInexact(9007199254740992, one('number'))).toBeNull()
})
