import { expect, test } from 'vitest'
import { formFieldsOf } from './form-fields.ts'

test('each value of a form is a line, in order; a repeated name has several', () => {
  expect(formFieldsOf('application/x-www-form-urlencoded; charset=utf-8', { a: '1', b: ['2', '3'] })).toEqual(
    [
      { name: 'a', value: '1', file: null },
      { name: 'b', value: '2', file: null },
      { name: 'b', value: '3', file: null }
    ]
  )
})

test('a file is shown with its name, type and size', () => {
  const photo = { id: 'x/0', name: 'mira.png', type: 'image/png', size: 2_048 }
  expect(formFieldsOf('multipart/form-data; boundary=x', { photo, note: 'Hi' })).toEqual([
    { name: 'photo', value: 'mira.png', file: 'image/png · 2.0 kB' },
    { name: 'note', value: 'Hi', file: null }
  ])
})

test('other bodies are not forms', () => {
  expect(formFieldsOf('application/json', { a: '1' })).toBeNull()
  expect(formFieldsOf('multipart/form-data', 'kept as text')).toBeNull()
})
