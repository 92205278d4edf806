import { expect, test } from 'vitest'
import { requestBody } from './request-body.ts'

test.each([
  ['plain text', { text: 'plain text', isJson: false }],
  ['{"a": 1}', { text: '{"a": 1}', isJson: true }],
  [' [1,\n2] ', { text: ' [1,\n2] ', isJson: true }],
  ['{"a": 1', { text: '{"a": 1', isJson: false }],
  ['[draft] of a text', { text: '[draft] of a text', isJson: false }],
  ['12', { text: '12', isJson: false }],
  [{ a: [1, null] }, { text: '{"a":[1,null]}', isJson: true }],
  [[], { text: '[]', isJson: true }],
  [0, { text: '0', isJson: true }],
  [false, { text: 'false', isJson: true }],
  ['', null],
  [null, null]
])('%j is sent as %j', (value, body) => {
  expect(requestBody(value)).toEqual(body)
})

test('longer text than a million characters is told by what stands around it, and not parsed', () => {
  const long = 'a'.repeat(1_000_000)
  expect(requestBody(` {"a": "${long}"}\n`)?.isJson).toBe(true)
  expect(requestBody(`[${long}]`)?.isJson).toBe(true)
  expect(requestBody(`[${long}`)?.isJson).toBe(false)
  expect(requestBody(`[${long}}`)?.isJson).toBe(false)
  expect(requestBody(`"${long}"`)?.isJson).toBe(false)
})
