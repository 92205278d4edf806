import { type Authentication, noAuthentication, pill, text } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { placeCredentials } from './place-credentials.ts'

const field = (id: string, required = true): Authentication['fields'][number] => ({
  id,
  label: `The ${id}`,
  entry: 'password',
  required
})

const authentication = (parts: Partial<Authentication>): Authentication => ({
  ...noAuthentication,
  kind: 'custom',
  fields: [field('key'), field('user'), field('region', false)],
  ...parts
})

const placed = (
  params: Authentication,
  values: Record<string, string>,
  href = 'https://api.example.com/x?a=1%20'
) => {
  const url = new URL(href)
  const headers: Record<string, string> = { authorization: 'theirs', accept: '*/*' }
  placeCredentials(params, values).place?.(url, headers)
  return { href: url.href, headers }
}

describe('credentials', () => {
  it('begin with the base URL, filled with the values of the connection', () => {
    const params = authentication({
      baseUrl: text('https://', pill('connection', 'region'), '.example.com/v1'),
      allowedHosts: ['*.example.com']
    })
    expect(placeCredentials(params, { region: 'eu' })).toEqual({
      baseUrl: 'https://eu.example.com/v1',
      allowedHosts: ['*.example.com'],
      secrets: ['eu'],
      place: null
    })
  })

  it('are a header with a prefix, which replaces a former one', () => {
    const params = authentication({
      placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', pill('connection', 'key')) }
    })
    expect(placed(params, { key: 'k1' }).headers).toEqual({ authorization: 'Bearer k1', accept: '*/*' })
  })

  it('[row 7] are Basic in UTF-8, with a password that may be empty or contain colons', () => {
    const params = authentication({
      placement: {
        kind: 'basic',
        username: pill('connection', 'user'),
        password: pill('connection', 'region')
      }
    })
    expect(placed(params, { user: 'jürgen', region: 'a:b' }).headers.authorization).toBe(
      'Basic asO8cmdlbjphOmI='
    )
    expect(placed(params, { user: 'Aladdin' }).headers.authorization).toBe('Basic QWxhZGRpbjo=')
    expect(() => placed(params, { user: 'a:b' })).toThrow('cannot contain a colon')
  })

  it('are parameters in headers and query, which replace former ones', () => {
    const params = authentication({
      placement: {
        kind: 'parameters',
        headers: { 'X-User': pill('connection', 'user'), 'X-Region': pill('connection', 'region') },
        query: { api_key: pill('connection', 'key'), region: pill('connection', 'region') }
      }
    })
    const values = { user: 'u', key: 'k&1' }
    expect(placed(params, values)).toEqual({
      href: 'https://api.example.com/x?a=1%20&api_key=k%261',
      headers: { authorization: 'theirs', accept: '*/*', 'x-user': 'u' }
    })
    expect(placed(params, values, 'https://api.example.com/x?api_key=theirs').href).toBe(
      'https://api.example.com/x?api_key=k%261'
    )
  })

  it('are refused without a required value, with its name', () => {
    const params = authentication({
      placement: { kind: 'header', name: 'X-Key', value: text('Bearer ', pill('connection', 'key')) }
    })
    expect(() => placed(params, { user: 'u' })).toThrow('The connection has no value for “The key”')
    expect(() => placed(params, { key: '' })).toThrow('The connection has no value for “The key”')
  })

  it('read only own values of the connection', () => {
    const params = authentication({
      fields: [],
      placement: {
        kind: 'parameters',
        headers: { 'X-A': pill('connection', 'toString'), 'X-B': pill('other', 'key') },
        query: {}
      }
    })
    expect(placed(params, { key: 'k' }).headers).toEqual({ authorization: 'theirs', accept: '*/*' })
  })
})
