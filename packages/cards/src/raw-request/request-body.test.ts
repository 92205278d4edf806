import { expect, test } from 'vitest'
import { requestBody } from './request-body.ts'

test.each([
  ['plain text', { text: 'plain text', contentType: null }],
  ['{"a": 1}', { text: '{"a": 1}', contentType: 'application/json' }],
  [' [1,\n2] ', { text: ' [1,\n2] ', contentType: 'application/json' }],
  ['{"a": 1', { text: '{"a": 1', contentType: null }],
  ['[draft] of a text', { text: '[draft] of a text', contentType: null }],
  ['12', { text: '12', contentType: null }],
  [{ a: [1, null] }, { text: '{"a":[1,null]}', contentType: 'application/json' }],
  [[], { text: '[]', contentType: 'application/json' }],
  [0, { text: '0', contentType: 'application/json' }],
  [false, { text: 'false', contentType: 'application/json' }],
  ['', null],
  [null, null]
])('the body of %j is %j', (value, body) => {
  expect(requestBody(value)).toEqual(body)
})

test('text longer than a million characters is recognized by its first and last character, without parsing', () => {
  const long = 'a'.repeat(1_000_000)
  expect(requestBody(` {"a": "${long}"}\n`)?.contentType).toBe('application/json')
  expect(requestBody(`[${long}]`)?.contentType).toBe('application/json')
  expect(requestBody(`[${long}`)?.contentType).toBeNull()
  expect(requestBody(`[${long}}`)?.contentType).toBeNull()
  expect(requestBody(`"${long}"`)?.contentType).toBeNull()
})
