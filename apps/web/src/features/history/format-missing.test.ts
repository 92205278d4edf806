import { expect, test } from 'vitest'
import { formatMissing } from './format-missing.ts'

test('a missing or empty list of records is reported with the reason', () => {
  expect(formatMissing({ list: { name: 'Body.records', is: 'missing' }, places: [] })).toEqual([
    'Body.records is missing in this delivery, so there were no records to run.'
  ])
  expect(formatMissing({ list: { name: 'Body', is: 'empty' }, places: [] })).toEqual([
    'Body is empty in this delivery, so there were no records to run.'
  ])
})

test('places are counted and named, of many the first ones', () => {
  expect(formatMissing({ list: null, places: ['Body.id'] })).toEqual([
    '1 mapped field is missing in this delivery and therefore empty: Body.id.'
  ])
  const places = Array.from({ length: 8 }, (_, at) => `Body.k${at}`)
  expect(formatMissing({ list: null, places })).toEqual([
    '8 mapped fields are missing in this delivery and therefore empty: Body.k0, Body.k1, Body.k2, Body.k3, Body.k4, Body.k5 and 2 more.'
  ])
})

test('nothing is said where all is there, or nobody knows', () => {
  expect(formatMissing({ list: null, places: [] })).toEqual([])
  expect(formatMissing(null)).toEqual([])
})
