import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPartCount, formatType, isBranch, kindOfJson, leafText, partsOf } from './json-kinds.ts'

describe('a JSON value', () => {
  test.each([
    ['Jo', 'text', 'Text'],
    [4, 'number', 'Number'],
    [false, 'boolean', 'True/False'],
    [null, 'any', 'Nothing'],
    [{ a: 1 }, 'object', 'Object'],
    [['a'], 'text', 'List'],
    [[], 'any', 'List']
  ])('%j has the kind %s and the name %s', (value, kind, words) => {
    expect([kindOfJson(value), formatType(value)]).toEqual([kind, words])
  })

  test('shows the number of its parts', () => {
    expect([[1], [], { a: 1 }, { a: 1, b: 2 }].map(formatPartCount)).toEqual([
      '1 item',
      '0 items',
      '1 field',
      '2 fields'
    ])
  })

  test('without parts is shown as text, and a long one is truncated with its length', () => {
    expect([leafText(''), leafText(null), leafText(true), leafText('a\nb')]).toEqual([
      '(empty)',
      'nothing',
      'true',
      'a\nb'
    ])
    expect(leafText('x'.repeat(3_000))).toMatch(/^x{2000}… \(3000 characters\)$/)
  })

  test('is a leaf or has each of its parts once', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const parts = partsOf(value)
        if (!isBranch(value)) expect(parts).toEqual([])
        else expect(parts.map(([, part]) => part)).toEqual(Object.values(value))
      })
    )
  })
})
