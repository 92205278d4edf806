import { expect, test } from 'vitest'
import { wordsOf } from './words-of.ts'

test('the sentence is taken out of the objects in which services put it', () => {
  expect(wordsOf('{"error":{"code":"x","message":"The plan does not allow webhooks."}}')).toBe(
    'The plan does not allow webhooks.'
  )
  expect(wordsOf('{"message":"Validation Failed","errors":[{"message":"Hook exists"}]}')).toBe(
    'Validation Failed'
  )
  expect(wordsOf('{"error":"invalid_grant","error_description":"It has expired."}')).toBe('It has expired.')
  expect(wordsOf('{"errors":["Not allowed"]}')).toBe('Not allowed')
})

test('what says nothing of that kind is shown as it came', () => {
  for (const body of ['{"code":7}', '<h1>Sign in</h1>', '', '{"message":" "}', 'null']) {
    expect(wordsOf(body)).toBe(body)
  }
})
