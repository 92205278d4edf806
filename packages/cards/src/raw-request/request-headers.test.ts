import { Fault } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requestHeaders } from './request-headers.ts'

const refusalOf = (headers: unknown): Fault['details'] => {
  try {
    requestHeaders(headers, {})
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'http.header') return thrown.details
    throw thrown
  }
  throw new Error('The headers were not refused.')
}

test('text, numbers and true or false are sent as text, and null is left out', () => {
  expect(requestHeaders({ 'X-Text': 'é', 'X-Count': 3, 'X-Flag': false, 'X-None': null }, {})).toEqual({
    'X-Text': 'é',
    'X-Count': '3',
    'X-Flag': 'false'
  })
})

test('a default is sent unless its name is given in any letter case', () => {
  const defaults = { 'Content-Type': 'application/json', 'Idempotency-Key': 'run-1/card' }
  expect(requestHeaders({ 'content-TYPE': 'text/csv' }, defaults)).toEqual({
    'content-TYPE': 'text/csv',
    'Idempotency-Key': 'run-1/card'
  })
  expect(requestHeaders(null, defaults)).toEqual(defaults)
})

const control = fc
  .oneof(fc.integer({ min: 0, max: 0x1f }), fc.constant(0x7f))
  .map(code => String.fromCharCode(code))

test('a control character anywhere in a name or a value is refused', () => {
  fc.assert(
    fc.property(control, fc.string(), fc.string(), (character, before, after) => {
      const text = `${before}${character}${after}`
      expect(refusalOf({ [`X-${text}`]: 'value' }).why).toContain('its name holds a control character')
      const { name, why } = refusalOf({ 'X-Name': text })
      expect([name, why]).toEqual([
        'X-Name',
        'its value holds a line break or another control character. Take it out.'
      ])
    })
  )
})

test('headers that are not refused are ones that fetch takes', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }))
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ unit: 'binary' }), { maxKeys: 3 }), given => {
      let sent: Record<string, string>
      try {
        sent = requestHeaders(given, {})
      } catch (thrown) {
        expect(thrown).toHaveProperty('code', 'http.header')
        return
      }
      for (const [key, value] of Object.entries(sent)) expect(() => new Headers([[key, value]])).not.toThrow()
    })
  )
})

test.each([
  [{ 'X Name': 'a' }, 'its name holds characters that no header name may have. Name it otherwise.'],
  [{ '': 'a' }, 'its name holds characters that no header name may have. Name it otherwise.'],
  [{ 'X-Name:': 'a' }, 'its name holds characters that no header name may have. Name it otherwise.'],
  [{ Host: 'acme-hr.example' }, 'Hookwright sets it by itself. Leave it out.'],
  [{ 'transfer-encoding': 'chunked' }, 'Hookwright sets it by itself. Leave it out.'],
  [{ 'X-A': ['a'] }, 'its value is a list. Give it Text, a Number or True/False.'],
  [{ 'X-A': { a: 1 } }, 'its value is Object. Give it Text, a Number or True/False.'],
  [{ 'X-A': '😀' }, 'its value holds a character that a header cannot carry. Encode the value first.'],
  [{ 'X-A': 'a', 'x-a': 'b' }, 'it stands there twice, in different letter case. Keep one of them.']
])('%j is refused: %s', (headers, why) => {
  expect(refusalOf(headers).why).toBe(why)
})

test('the sentence about a bad name holds no line break itself', () => {
  expect(refusalOf({ 'X-A\r\nHost': 'a' }).name).toBe('X-A\\r\\nHost')
})
