import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyJson } from '../testing/any-value.ts'
import {
  attachConversionErrors,
  type ConversionError,
  conversionErrorAt,
  conversionErrorsIn,
  dateHintOfError,
  describeOutputError,
  listConversionErrors,
  packConversionErrors,
  restoreConversionErrors,
  shortConversionError,
  unpackConversionErrors
} from './conversion-error.ts'

const error: ConversionError = { label: 'Created', found: 'Number', wanted: 'Date & Time', place: '' }
const broken = () => attachConversionErrors({ name: 'Ada', created: null }, { created: error })

// review: services 1
describe('a conversion error', () => {
  test('is found only by a path to its field or into it', () => {
    const root = { records: [{ name: 'Eve' }, broken()] }
    expect(conversionErrorAt(root, ['records', 1, 'created'])).toEqual(error)
    expect(conversionErrorAt(root, ['records', 1, 'created', 'day'])).toEqual(error)
    for (const path of [['records', 1, 'name'], ['records', 0, 'created'], ['records', 1], ['created'], []])
      expect(conversionErrorAt(root, path)).toBeNull()
  })

  test('is invisible when its object is written, cloned or iterated', () => {
    const plain = { name: 'Ada', created: null }
    expect(JSON.stringify(broken())).toBe(JSON.stringify(plain))
    expect(Object.entries(broken())).toEqual(Object.entries(plain))
    expect(structuredClone(broken())).toEqual(plain)
    expect(conversionErrorsIn(structuredClone(broken()))).toBeNull()
  })

  test('is read back from the JSON of its object, under a key that no field can have', () => {
    const stored = JSON.parse(JSON.stringify(packConversionErrors(broken())))
    expect(Object.keys(stored)).toContain('#conversionErrors')
    const back = unpackConversionErrors(stored)
    expect(back).toEqual({ name: 'Ada', created: null })
    expect(conversionErrorsIn(back)).toEqual({ created: error })
  })

  test('is not created from any other JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyJson), values => {
        expect(packConversionErrors(values)).toBe(values)
        expect(unpackConversionErrors(values)).toBe(values)
      })
    )
  })

  test('is listed with its place, also in records, up to a hundred', () => {
    expect(listConversionErrors(broken())).toEqual([{ ...error, path: ['created'] }])
    const listed = listConversionErrors({ records: Array.from({ length: 150 }, broken) })
    expect(listed).toHaveLength(100)
    expect(listed[99]?.path).toEqual(['records', 99, 'created'])
    const record = restoreConversionErrors({ created: null }, listed, ['records', 7])
    expect(conversionErrorsIn(record)).toEqual({ created: error })
  })

  test.each([
    ['Number', '', 'Not a Number'],
    ['Text', '', 'Not Text'],
    ['True/False', '', 'Not True/False'],
    ['Date & Time', '', 'Not Date & Time'],
    ['Object', '', 'Not an Object'],
    ['List of Text', '', 'Not a List of Text'],
    ['Text', '[1]', 'Not Text at [1]']
  ])('is a mark that names the declared type: %s%s', (wanted, place, mark) => {
    expect(shortConversionError({ ...error, wanted, place })).toBe(mark)
  })

  test.each([
    ['Number', ' Use the card “To Date & Time” to convert Unix time in seconds or milliseconds.'],
    [
      'Text',
      ' Use the card “To Date & Time” to convert a date without a time, and a time without an offset.'
    ],
    ['Object', '']
  ])('of %s that should be a date names the card that converts it, if any', (found, hint) => {
    expect(dateHintOfError({ ...error, found, path: ['created'] })).toBe(hint)
    expect(dateHintOfError({ ...error, found, wanted: 'Text', path: ['created'] })).toBe('')
    expect(dateHintOfError({ ...error, found, path: ['records', 1, 'created'] })).toBe('')
    expect(dateHintOfError({ ...error, found, place: '[2]', path: ['created'] })).toBe('')
  })

  test('is a sentence with the received type, the declared type, and the place', () => {
    expect(describeOutputError({ ...error, path: ['created'] })).toBe(
      '“Created” is a Number, but is declared as Date & Time.'
    )
    expect(describeOutputError({ ...error, place: '[2]', path: ['records', 1, 'created'] })).toBe(
      '“Created” in record 2 is a Number at “[2]”, but is declared as Date & Time.'
    )
  })
})
