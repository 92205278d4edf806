import { FieldLabel } from '@hookwright/model'
import { expect, test } from 'vitest'
import { faultOf } from './fault-of.ts'

test('an error of a schema is told in the sentences of its issues, without JSON', () => {
  const { error } = FieldLabel.safeParse('')
  const { code, message } = faultOf(error)
  expect(code).toBe('page')
  expect(message).toContain(error?.issues[0]?.message)
  expect(message).not.toMatch(/[[{]/)
})

test('any other error of a page is told with its message', () => {
  expect(faultOf(new Error('The list is empty.')).message).toBe(
    'Something went wrong in this page: The list is empty. Reload the page and try again.'
  )
})
