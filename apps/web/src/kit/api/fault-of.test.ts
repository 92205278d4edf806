import { FieldLabel } from '@hookwright/model'
import { expect, test } from 'vitest'
import { faultOf } from './fault-of.ts'

test('an error of a schema is shown as the sentences of its issues, without JSON', () => {
  const { error } = FieldLabel.safeParse('')
  const { code, message } = faultOf(error)
  expect(code).toBe('page')
  expect(message).toContain(error?.issues[0]?.message)
  expect(message).not.toMatch(/[[{]/)
})

test.each([
  'Failed to fetch dynamically imported module: https://acme.example/assets/options-dialog.js',
  'error loading dynamically imported module: https://acme.example/assets/options-dialog.js',
  'Importing a module script failed.'
])('a missing chunk of code asks for a reload, without the words of the browser: %s', message => {
  const fault = faultOf(new TypeError(message))
  expect(fault.code).toBe('page-code')
  expect(fault.message).toContain('Reload the page')
  expect(fault.message).not.toContain('module')
})

test('any other error of a page is shown with its message', () => {
  expect(faultOf(new Error('The list is empty.')).message).toBe(
    'An error occurred on this page: The list is empty. Reload the page and try again.'
  )
})
