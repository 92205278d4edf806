import { expect, test } from 'vitest'
import { asSentence, errorMessageOf } from './error-message.ts'

test('the message is taken from the error objects of services', () => {
  expect(errorMessageOf('{"error":{"code":"x","message":"The plan does not allow webhooks."}}')).toBe(
    'The plan does not allow webhooks.'
  )
  expect(errorMessageOf('{"message":"Validation Failed","errors":[{"message":"Hook exists"}]}')).toBe(
    'Validation Failed'
  )
  expect(errorMessageOf('{"error":"invalid_grant","error_description":"It has expired."}')).toBe(
    'It has expired.'
  )
  expect(errorMessageOf('{"errorCode":"E0000007","errorSummary":"Not found.","errorCauses":[]}')).toBe(
    'Not found.'
  )
  expect(errorMessageOf('{"errors":["Not allowed"]}')).toBe('Not allowed')
  expect(errorMessageOf('{"errors":[{"code":7,"message":"Not allowed"}]}')).toBe('Not allowed')
  expect(errorMessageOf('{"type":"about:blank","title":"Forbidden","detail":"Not yours."}')).toBe(
    'Not yours.'
  )
  expect(errorMessageOf('"Not allowed"')).toBe('Not allowed')
})

test('a message for one field is taken with the name of the field', () => {
  expect(errorMessageOf('{"errorMessages":[],"errors":{"issuetype":"Specify a valid issue type"}}')).toBe(
    'issuetype: Specify a valid issue type'
  )
  expect(errorMessageOf('{"message":{"branch":["already exists","is reserved"]}}')).toBe(
    'branch: already exists'
  )
  expect(errorMessageOf('{"errorMessages":["Issue does not exist."],"errors":{}}')).toBe(
    'Issue does not exist.'
  )
  expect(errorMessageOf('{"errors":{"code":7}}')).toBeNull()
})

test('an answer without a message gives none', () => {
  for (const body of [
    '{"code":7}',
    '<h1>Sign in</h1>',
    '',
    '{"message":" "}',
    'null',
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  ]) {
    expect(errorMessageOf(body)).toBeNull()
  }
})

test('a message of a service ends with a full stop before another sentence', () => {
  expect(
    ['Bad credentials', 'It was refused.', 'Why?', 'No “seat”', 'It said “no.”'].map(asSentence)
  ).toEqual(['Bad credentials.', 'It was refused.', 'Why?', 'No “seat”.', 'It said “no.”'])
})
