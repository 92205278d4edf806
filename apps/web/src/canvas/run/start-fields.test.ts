import { listOf, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { readTyped, type StartField } from './start-fields.ts'

const field = (dataType: StartField['dataType'], required = true): StartField => ({
  id: 'f',
  label: 'Count',
  dataType,
  required
})

test.each<[string, StartField, unknown]>([
  ['12', field(one('number')), { value: 12 }],
  ['many', field(one('number')), { flaw: 'Count wants Number.' }],
  ['', field(one('number')), { flaw: 'Fill in Count; it is required.' }],
  [' ', field(one('number'), false), { value: null }],
  ['{"a":1}', field(one('object')), { value: { a: 1 } }],
  ['a', field(one('object')), { flaw: 'Count wants Object. Write it as JSON.' }],
  ['["a"]', field(listOf('text')), { value: ['a'] }],
  ['true', field(one('boolean')), { value: true }],
  ['12', field(one('text')), { value: '12' }]
])('%j typed for %j is %j', (typed, wanted, result) => {
  expect(readTyped(typed, wanted)).toEqual(result)
})
