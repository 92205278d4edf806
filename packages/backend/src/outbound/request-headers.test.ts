import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { harmlessHeaders, requestHeaders } from './request-headers.ts'

describe('the headers of a request', () => {
  it('have names in lower case, and include the default headers', () => {
    expect(requestHeaders({ 'X-Key': 'a b', Accept: 'application/json', 'X-Empty': '' })).toEqual({
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
      'user-agent': 'Hookwright',
      'x-key': 'a b',
      'x-empty': ''
    })
  })

  it.each([
    ['a line break in a value', 'X-A', 'one\r\nX-Admin: yes'],
    ['a bare line feed', 'X-A', 'one\ntwo'],
    ['a zero byte', 'X-A', 'one\0'],
    ['a tab', 'X-A', 'one\ttwo'],
    ['a character past Latin-1', 'X-A', 'snow ☃'],
    ['a line break in a name', 'X-A\r\nX-B', 'one'],
    ['a space in a name', 'X A', 'one'],
    ['an empty name', '', 'one'],
    ['what says where it goes', 'Host', 'evil.example'],
    ['what says how long it is', 'content-length', '0'],
    ['what says how it is cut', 'Transfer-Encoding', 'chunked'],
    ['what says how it is sent', 'Connection', 'upgrade']
  ])('are refused for %s, without showing the value', (_, name, value) => {
    expect(() => requestHeaders({ 'X-Good': 'yes', [name]: value })).toThrow(
      expect.objectContaining({ code: 'http.header', details: { name, why: expect.stringMatching(/\.$/) } })
    )
  })

  it('are never more than the given ones, for any values', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        try {
          const headers = requestHeaders({ 'X-A': value })
          expect(Object.keys(headers)).toEqual(['accept', 'accept-encoding', 'user-agent', 'x-a'])
          expect([...(headers['x-a'] ?? '')].every(one => one >= ' ' && one <= 'ÿ' && one !== '\x7f')).toBe(
            true
          )
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'http.header' })
        }
      })
    )
  })

  it('keep only harmless ones for another host', () => {
    const headers = requestHeaders({ Cookie: 'a', Authorization: 'b', 'X-Api-Key': 'c', Accept: 'text/html' })
    expect(Object.keys(harmlessHeaders(headers))).toEqual(['accept', 'accept-encoding', 'user-agent'])
  })
})
