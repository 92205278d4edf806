import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyJson, anyValueType, valueOfType } from '../testing.ts'
import { coerce, fitOf, isDateText, nameOfValue } from './coerce.ts'
import { anyList, anyValue, listOf, one, type ValueType } from './data-type.ts'

describe('coerce', () => {
  test.each<[unknown, ValueType, unknown]>([
    ['12', one('number'), 12],
    ['-0.5e3', one('number'), -500],
    ['9007199254740991', one('number'), 9007199254740991],
    [12, one('text'), '12'],
    [1.5, one('text'), '1.5'],
    [true, one('text'), 'true'],
    ['true', one('boolean'), true],
    ['false', one('boolean'), false],
    ['', one('text'), ''],
    ['2026-01-02T03:04Z', one('date'), '2026-01-02T03:04Z'],
    ['2024-02-29T23:59:59.123456789+05:30', one('date'), '2024-02-29T23:59:59.123456789+05:30'],
    [{ a: 1 }, one('object'), { a: 1 }],
    [{ id: 'f1', name: 'a.txt' }, one('file'), { id: 'f1', name: 'a.txt' }],
    [['1', 2, null], listOf('number'), [1, 2, null]],
    [[true, 1.5, 'a'], listOf('text'), ['true', '1.5', 'a']],
    [[], listOf('object'), []],
    [['a', [1]], anyValue, ['a', [1]]],
    [['a', [1]], anyList, ['a', [1]]]
  ])('converts %j to a value of %j', (value, type, made) => {
    expect(coerce(value, type)).toEqual({ ok: true, value: made })
  })

  test.each<[unknown, ValueType, { found: string; wanted: string; place: string }]>([
    ['a', anyList, { found: 'Text', wanted: 'List of Any', place: '' }],
    ['12a', one('number'), { found: 'Text', wanted: 'Number', place: '' }],
    ['', one('number'), { found: 'Text', wanted: 'Number', place: '' }],
    [' 12', one('number'), { found: 'Text', wanted: 'Number', place: '' }],
    ['012', one('number'), { found: 'Text', wanted: 'Number', place: '' }],
    ['0x10', one('number'), { found: 'Text', wanted: 'Number', place: '' }],
    ['1e400', one('number'), { found: 'Text', wanted: 'Number', place: '' }],
    ['9007199254740992', one('number'), { found: 'Text', wanted: 'Number', place: '' }],
    ['-9007199254740993', one('number'), { found: 'Text', wanted: 'Number', place: '' }],
    [true, one('number'), { found: 'True/False', wanted: 'Number', place: '' }],
    ['True', one('boolean'), { found: 'Text', wanted: 'True/False', place: '' }],
    [1, one('boolean'), { found: 'Number', wanted: 'True/False', place: '' }],
    ['2026-01-02', one('date'), { found: 'Text', wanted: 'Date & Time', place: '' }],
    ['2026-01-02T03:04', one('date'), { found: 'Text', wanted: 'Date & Time', place: '' }],
    ['2026-02-30T00:00Z', one('date'), { found: 'Text', wanted: 'Date & Time', place: '' }],
    ['2025-02-29T00:00Z', one('date'), { found: 'Text', wanted: 'Date & Time', place: '' }],
    ['2026-13-01T00:00Z', one('date'), { found: 'Text', wanted: 'Date & Time', place: '' }],
    [1767323045678, one('date'), { found: 'Number', wanted: 'Date & Time', place: '' }],
    ['{"a":1}', one('object'), { found: 'Text', wanted: 'Object', place: '' }],
    [{ id: 'f1' }, one('file'), { found: 'Object', wanted: 'File', place: '' }],
    [{ a: 1 }, one('text'), { found: 'Object', wanted: 'Text', place: '' }],
    [['a'], one('text'), { found: 'a list', wanted: 'Text', place: '' }],
    [[{}], one('object'), { found: 'a list', wanted: 'Object', place: '' }],
    ['a', listOf('text'), { found: 'Text', wanted: 'List of Text', place: '' }],
    [['a', ['b']], listOf('text'), { found: 'a list', wanted: 'Text', place: '[1]' }],
    [[1, 'x'], listOf('number'), { found: 'Text', wanted: 'Number', place: '[1]' }]
  ])('refuses to convert %j to %j', (value, type, misfit) => {
    expect(coerce(value, type)).toEqual({ ok: false, ...misfit })
  })

  test('returns null for a missing value of every type', () => {
    fc.assert(
      fc.property(anyValueType, fc.constantFrom(null, undefined), (type, missing) => {
        expect(coerce(missing, type)).toEqual({ ok: true, value: null })
      })
    )
  })

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyJson, anyValueType, (value, type) => {
        const once = coerce(value, type)
        if (once.ok) expect(coerce(once.value, type)).toEqual(once)
      }),
      { numRuns: 500 }
    )
  })

  test('never converts a single value to a list, nor a list to a single value', () => {
    const typed = anyValueType.filter(type => type.kind !== 'any' || type.list)
    fc.assert(
      fc.property(anyJson, typed, (value, type) => {
        fc.pre(value !== null && Array.isArray(value) !== type.list)
        expect(coerce(value, type).ok).toBe(false)
      })
    )
  })

  test('keeps an integer beyond 2^53 as Text and never changes the number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 10n ** 40n }), fc.boolean(), (size, minus) => {
        const text = minus ? `-${size}` : `${size}`
        expect(coerce(text, one('text'))).toEqual({ ok: true, value: text })
        expect(coerce(text, one('number')).ok).toBe(false)
      })
    )
  })
})

describe('fitOf', () => {
  test('accepts a pill only if every value of its type can be converted', () => {
    const pairs = fc
      .tuple(anyValueType, anyValueType)
      .filter(([from, to]) => fitOf(from, to) === 'fits')
      .chain(([from, to]) => fc.tuple(valueOfType(from), fc.constant(to)))
    fc.assert(
      fc.property(pairs, ([value, to]) => {
        expect(coerce(value, to)).toMatchObject({ ok: true })
      }),
      { numRuns: 500 }
    )
  })

  test.each<[ValueType, ValueType, string]>([
    [one('text'), one('text'), 'fits'],
    [one('number'), one('text'), 'fits'],
    [one('boolean'), one('text'), 'fits'],
    [one('date'), one('text'), 'fits'],
    [listOf('number'), listOf('text'), 'fits'],
    [one('file'), anyValue, 'fits'],
    [anyValue, one('number'), 'checked-at-run-time'],
    [anyValue, listOf('object'), 'checked-at-run-time'],
    [anyValue, anyList, 'checked-at-run-time'],
    [listOf('object'), anyList, 'fits'],
    [anyList, listOf('object'), 'checked-at-run-time'],
    [anyList, one('text'), 'refused'],
    [one('text'), anyList, 'refused'],
    [one('text'), one('number'), 'refused'],
    [one('object'), one('text'), 'refused'],
    [one('object'), one('file'), 'refused'],
    [one('text'), listOf('text'), 'refused'],
    [listOf('text'), one('text'), 'refused']
  ])('of %j into %j: %s', (from, to, fit) => {
    expect(fitOf(from, to)).toBe(fit)
  })
})

test('a moment without an offset, or on a day that its month does not have, is not a date', () => {
  const days = fc.tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 })
  )
  fc.assert(
    fc.property(days, ([year, month, day]) => {
      const pad = (n: number, size: number): string => String(n).padStart(size, '0')
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
      const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T12:00:00`
      expect(isDateText(`${text}+02:00`)).toBe(day <= last)
      expect(isDateText(text)).toBe(false)
    })
  )
})

test.each([
  [null, 'nothing'],
  [undefined, 'nothing'],
  [[], 'a list'],
  ['', 'Text'],
  [0, 'Number'],
  [false, 'True/False'],
  [{}, 'Object']
])('the label of %j is %s', (value, name) => {
  expect(nameOfValue(value)).toBe(name)
})
