import { describe, expect, test } from 'vitest'
import { mayReturnTo, usedMetadata } from './client-metadata.ts'

const redirect_uris = ['https://agent.example/callback']

describe('metadata of a client', () => {
  test('are reduced to what is used, and the client is a public one', () => {
    expect(
      usedMetadata({
        redirect_uris,
        client_name: 'Acme Agent',
        scope: 'mcp everything',
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['client_credentials'],
        logo_uri: 'javascript:alert(1)'
      })
    ).toEqual({
      redirect_uris,
      client_name: 'Acme Agent',
      application_type: 'web',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none'
    })
  })

  test('may hold keys with which the client signs', () => {
    const jwks_uri = 'https://agent.example/keys'
    const signing = { redirect_uris, token_endpoint_auth_method: 'private_key_jwt' }
    expect(usedMetadata({ ...signing, jwks_uri })).toMatchObject({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri
    })
    expect(usedMetadata(signing)).toMatchObject({ token_endpoint_auth_method: 'none' })
  })

  test('cut a name of any length, and leave out a page that is none', () => {
    const metadata = usedMetadata({
      redirect_uris,
      client_name: 'x'.repeat(9_999),
      client_uri: 'javascript:x'
    })
    expect(metadata.client_name).toBe('x'.repeat(200))
    expect(metadata.client_uri).toBeUndefined()
  })

  test.each([
    ['no object', 'https://agent.example'],
    ['no address', {}],
    ['an empty list of addresses', { redirect_uris: [] }],
    ['a script as address', { redirect_uris: ['javascript:alert(1)'] }],
    ['a fragment', { redirect_uris: ['https://agent.example/#x'] }],
    ['plain HTTP to a host', { redirect_uris: ['http://agent.example/callback'] }],
    ['no URL', { redirect_uris: ['agent'] }],
    ['too many addresses', { redirect_uris: Array.from({ length: 21 }, (_, n) => `https://a.example/${n}`) }]
  ])('with %s are refused', (_, metadata) => {
    expect(() => usedMetadata(metadata)).toThrow(expect.objectContaining({ code: 'agents.client-refused' }))
  })
})

test.each([
  ['https://agent.example/callback', true],
  ['https://agent.example/callback/', false],
  ['https://agent.example:444/callback', false],
  ['http://127.0.0.1:5555/back', true],
  ['http://localhost:1/back', false],
  ['http://127.0.0.1:5555/back?x=1', false],
  ['acme-agent:/back', true],
  ['acme-agent:/elsewhere', false]
])('a client may return to %s: %s', (address, is) => {
  const named = ['https://agent.example/callback', 'http://127.0.0.1:3000/back', 'acme-agent:/back']
  expect(mayReturnTo(address, named)).toBe(is)
})
