import type { CodeGrant } from '@hookwright/model'
import { expect, test } from 'vitest'
import { foundAuthentication, foundGrant } from '../testing/found-grant.ts'
import { type FoundGrant, findSignIn, resolveFoundGrant } from './found-sign-in.ts'
import type { FoundSignIn } from './resolve-code-grant.ts'

const authentication = foundAuthentication('https://mcp.acme.example')

const found: FoundSignIn = {
  ...{ address: 'https://mcp.acme.example', baseOrigin: 'https://mcp.acme.example', resource: null },
  issuer: 'https://login.acme.example',
  ...{ authorizeUrl: 'https://login.acme.example/authorize', tokenUrl: 'https://login.acme.example/token' },
  ...{ namesIssuer: false, revokeUrl: null, scope: 'tools offline_access', offline: true },
  client: {
    ...{ id: 'me', secret: null, sendAs: 'none', issuer: 'https://login.acme.example' },
    redirectUrl: 'https://hooks.example/'
  }
}

const listed: CodeGrant['scopes'] = [
  { name: 'people.read', use: 'fixed' },
  { name: 'events', use: 'fixed' }
]

test.each<[string, Partial<FoundGrant>, boolean, string]>([
  ['none listed', {}, true, 'tools offline_access'],
  ['some listed', { scopes: listed }, true, 'people.read events offline_access'],
  ['a separator of before', { scopes: listed, separator: ',' }, true, 'people.read events offline_access'],
  ['a server without offline access', { scopes: listed }, false, 'people.read events'],
  ['tokens that are not refreshed', { scopes: listed, refreshes: false }, true, 'people.read events']
])('scopes of a discovered sign-in, with %s', (_, change, offline, scope) => {
  const code = resolveFoundGrant(authentication, { ...foundGrant, ...change }, {}, { ...found, offline })
  expect(code.scope).toBe(scope)
  expect(code.authorizeParameters).toEqual(scope.includes('offline_access') ? { prompt: 'consent' } : {})
})

test('scopes that a service asks for later are requested together with the others', () => {
  const code = resolveFoundGrant(authentication, foundGrant, {}, { ...found, added: 'admin tools' })
  expect(code.scope).toBe('tools offline_access admin')
})

test('discovery ends after 20 seconds, however slow each request is', async () => {
  let now = 0
  const timeouts: number[] = []
  const scrubber =
    () =>
    <Value>(value: Value): Value =>
      value
  const clientFor = () => async (request: { timeout: number }) => {
    timeouts.push(request.timeout)
    now += request.timeout
    return { status: 404, headers: {}, body: '' }
  }
  const crypto = { hash: () => new Uint8Array(), hmac: () => new Uint8Array() }
  const effects = { clientFor, clock: () => now, scrubber, crypto, newSecret: () => 'nonsense' }
  const address = 'https://mcp.acme.example/v1/mcp'
  const params = {
    address,
    baseOrigin: '',
    publicUrl: 'https://hooks.example',
    connectorKey: 'acme_1',
    held: null
  }
  await expect(findSignIn(effects, params)).rejects.toMatchObject({
    code: 'oauth.not-found',
    details: { why: 'its authorization server was not found within 20 seconds.' }
  })
  expect(timeouts).toEqual([3_000, 10_000, 7_000])
})
