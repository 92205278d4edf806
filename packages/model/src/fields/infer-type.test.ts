import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyJson, anyValueType } from '../testing.ts'
import { coerce, fitOf } from './coerce.ts'
import { type DataType, listOf, nameOfType, one } from './data-type.ts'
import { commonType, inferType } from './infer-type.ts'

const isDataType = (type: { kind: string; list: boolean }): type is DataType => type.kind !== 'any'
const anyDataType = anyValueType.filter(isDataType)

test.each([
  [[1, 2], 'Number'],
  [[1, 'two'], 'Text'],
  [['2026-11-24T14:02:11Z'], 'Date & Time'],
  [[true, null], 'True/False'],
  [[['a'], []], 'List of Text'],
  [[{}, { a: 1 }], 'Object'],
  [[null], 'Text'],
  [[{}, 1], null],
  [[[1], 1], null]
])('the type of %j is %s', (values, name) => {
  const type = inferType(values)
  expect(type === null ? null : nameOfType(type.dataType)).toBe(name)
})

test('any observed value fits the inferred type', () => {
  fc.assert(
    fc.property(fc.array(anyJson), values => {
      const type = inferType(values)
      for (const value of values) if (type !== null) expect(coerce(value, type.dataType).ok).toBe(true)
    })
  )
})

test('any value that fits one of two types fits their common type', () => {
  fc.assert(
    fc.property(anyDataType, anyDataType, (first, second) => {
      const both = commonType(first, second)
      expect(commonType(second, first)).toEqual(both)
      if (both !== null) expect([fitOf(first, both), fitOf(second, both)]).toEqual(['fits', 'fits'])
    })
  )
  expect(commonType(one('number'), one('date'))).toEqual(one('text'))
  expect(commonType(listOf('number'), one('number'))).toBeNull()
  expect(commonType(one('object'), one('text'))).toBeNull()
})
