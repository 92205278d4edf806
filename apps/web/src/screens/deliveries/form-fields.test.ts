import { expect, test } from 'vitest'
import { formFieldsOf } from './form-fields.ts'

test('a form is a line for each value, in order; a name that comes twice has two', () => {
  expect(formFieldsOf('application/x-www-form-urlencoded; charset=utf-8', { a: '1', b: ['2', '3'] })).toEqual(
    [
      { name: 'a', value: '1', file: null },
      { name: 'b', value: '2', file: null },
      { name: 'b', value: '3', file: null }
    ]
  )
})

test('a file is told by its name, its type and its size', () => {
  const photo = { id: 'x/0', name: 'mira.png', type: 'image/png', size: 2_048 }
  expect(formFieldsOf('multipart/form-data; boundary=x', { photo, note: 'Hi' })).toEqual([
    { name: 'photo', value: 'mira.png', file: 'image/png · 2.0 kB' },
    { name: 'note', value: 'Hi', file: null }
  ])
})

test('anything else is no form', () => {
  expect(formFieldsOf('application/json', { a: '1' })).toBeNull()
  expect(formFieldsOf('multipart/form-data', 'kept as text')).toBeNull()
})
