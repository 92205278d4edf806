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

test('text, numbers and booleans are sent as text, and null is left out', () => {
  expect(requestHeaders({ 'X-Text': 'é', 'X-Count': 3, 'X-Flag': false, 'X-None': null }, {})).toEqual({
    'X-Text': 'é',
    'X-Count': '3',
    'X-Flag': 'false'
  })
})

test('a default header is sent unless its name is given in any letter case', () => {
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
      expect(refusalOf({ [`X-${text}`]: 'value' }).why).toContain('its name contains a control character')
      const { name, why } = refusalOf({ 'X-Name': text })
      expect([name, why]).toEqual([
        'X-Name',
        'its value contains a line break or another control character. Remove it.'
      ])
    })
  )
})

test('accepted headers are accepted by fetch', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }))
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ unit: 'binary' }), { maxKeys: 3 }), headers => {
      let sent: Record<string, string>
      try {
        sent = requestHeaders(headers, {})
      } catch (thrown) {
        expect(thrown).toHaveProperty('code', 'http.header')
        return
      }
      for (const [key, value] of Object.entries(sent)) expect(() => new Headers([[key, value]])).not.toThrow()
    })
  )
})

test.each([
  [{ 'X Name': 'a' }, 'its name contains invalid characters. Use another name.'],
  [{ '': 'a' }, 'its name contains invalid characters. Use another name.'],
  [{ 'X-Name:': 'a' }, 'its name contains invalid characters. Use another name.'],
  [{ Host: 'acme-hr.example' }, 'Hookwright sets this header. Remove it.'],
  [{ 'transfer-encoding': 'chunked' }, 'Hookwright sets this header. Remove it.'],
  [{ 'X-A': ['a'] }, 'its value is a list. Map Text, a Number or True/False.'],
  [{ 'X-A': { a: 1 } }, 'its value is Object. Map Text, a Number or True/False.'],
  [{ 'X-A': '😀' }, 'its value contains a character that headers do not allow. Encode the value first.'],
  [{ 'X-A': 'a', 'x-a': 'b' }, 'it is set twice, with different capitalization. Keep only one of the two.']
])('%j is refused: %s', (headers, why) => {
  expect(refusalOf(headers).why).toBe(why)
})

test('the sentence about an invalid name contains no line break', () => {
  expect(refusalOf({ 'X-A\r\nHost': 'a' }).name).toBe('X-A\\r\\nHost')
})
