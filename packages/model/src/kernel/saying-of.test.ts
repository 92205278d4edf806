import { expect, test } from 'vitest'
import { asSentence, sayingOf } from './saying-of.ts'

test('the sentence is taken out of the objects in which services put it', () => {
  expect(sayingOf('{"error":{"code":"x","message":"The plan does not allow webhooks."}}')).toBe(
    'The plan does not allow webhooks.'
  )
  expect(sayingOf('{"message":"Validation Failed","errors":[{"message":"Hook exists"}]}')).toBe(
    'Validation Failed'
  )
  expect(sayingOf('{"error":"invalid_grant","error_description":"It has expired."}')).toBe('It has expired.')
  expect(sayingOf('{"errorCode":"E0000007","errorSummary":"Not found.","errorCauses":[]}')).toBe('Not found.')
  expect(sayingOf('{"errors":["Not allowed"]}')).toBe('Not allowed')
  expect(sayingOf('{"errors":[{"code":7,"message":"Not allowed"}]}')).toBe('Not allowed')
  expect(sayingOf('{"type":"about:blank","title":"Forbidden","detail":"Not yours."}')).toBe('Not yours.')
  expect(sayingOf('"Not allowed"')).toBe('Not allowed')
})

test('a message for one field is taken with the name of the field', () => {
  expect(sayingOf('{"errorMessages":[],"errors":{"issuetype":"Specify a valid issue type"}}')).toBe(
    'issuetype: Specify a valid issue type'
  )
  expect(sayingOf('{"message":{"branch":["already exists","is reserved"]}}')).toBe('branch: already exists')
  expect(sayingOf('{"errorMessages":["Issue does not exist."],"errors":{}}')).toBe('Issue does not exist.')
  expect(sayingOf('{"errors":{"code":7}}')).toBeNull()
})

test('what says nothing of that kind has no saying', () => {
  for (const body of [
    '{"code":7}',
    '<h1>Sign in</h1>',
    '',
    '{"message":" "}',
    'null',
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  ]) {
    expect(sayingOf(body)).toBeNull()
  }
})

test('words of a service end with a full stop before another sentence', () => {
  expect(
    ['Bad credentials', 'It was refused.', 'Why?', 'No “seat”', 'It said “no.”'].map(asSentence)
  ).toEqual(['Bad credentials.', 'It was refused.', 'Why?', 'No “seat”.', 'It said “no.”'])
})
