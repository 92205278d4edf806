import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPartCount, formatType, isBranch, kindOfJson, leafText, partsOf } from './json-kinds.ts'

describe('a value that came as JSON', () => {
  test.each([
    ['Jo', 'text', 'Text'],
    [4, 'number', 'Number'],
    [false, 'boolean', 'True/False'],
    [null, 'any', 'Nothing'],
    [{ a: 1 }, 'object', 'Object'],
    [['a'], 'text', 'List'],
    [[], 'any', 'List']
  ])('%j is marked as %s and called %s', (value, kind, words) => {
    expect([kindOfJson(value), formatType(value)]).toEqual([kind, words])
  })

  test('says how many parts it has', () => {
    expect([[1], [], { a: 1 }, { a: 1, b: 2 }].map(formatPartCount)).toEqual([
      '1 item',
      '0 items',
      '1 field',
      '2 fields'
    ])
  })

  test('without parts is read as it is, a long one cut with its length', () => {
    expect([leafText(''), leafText(null), leafText(true), leafText('a\nb')]).toEqual([
      '(empty)',
      'nothing',
      'true',
      'a\nb'
    ])
    expect(leafText('x'.repeat(3_000))).toMatch(/^x{2000}… \(3000 characters\)$/)
  })

  test('is either read whole or has each of its parts once', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const parts = partsOf(value)
        if (!isBranch(value)) expect(parts).toEqual([])
        else expect(parts.map(([, part]) => part)).toEqual(Object.values(value))
      })
    )
  })
})
