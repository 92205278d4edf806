import { type Authentication, Fault, literal, MINUTE, noAuthentication } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import type { Effects } from '../kernel/effects.ts'
import { foundGrant } from '../testing/found-grant.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import type { Authorizations } from './authorizations.ts'
import type { FoundClient } from './resolve-code-grant.ts'
import { createSignIns } from './sign-ins.ts'

const authentication: Authentication = {
  ...noAuthentication,
  kind: 'authorization-code',
  code: {
    ...foundGrant,
    authorizeUrl: literal('https://login.acme.example/authorize'),
    tokenUrl: literal('https://login.acme.example/token'),
    client: { ownership: 'customer', clientId: literal('acme'), clientSecret: literal('') }
  }
}

/**
 * Opens a backend with a test connection. The returned `begin` starts its sign-in on a page that was opened
 * at `host`.
 */
const openConnection = async () => {
  const folder = testFolder()
  const { backend, moveClock, crash } = await openBackend(folder)
  onTestFinished(crash)
  const { id: connectorId, key } = await backend.connectors.create({ name: 'Acme', description: '' })
  await backend.connectors.authenticate(connectorId, authentication)
  const { id: connectionId } = await backend.connections.create({
    ...{ connectorId, purpose: 'test', ownerId: 'mia', name: 'Test', values: {} }
  })
  const begin = (host: string) =>
    backend.connections.signIns.begin({ connectionId, session: 's', host, returnTo: '/back' })
  return { backend, moveClock, key, begin }
}

test('a sign-in expires after ten minutes', async () => {
  const { backend, moveClock, key, begin } = await openConnection()
  const { url } = await begin('hooks.acme-hr.example')
  moveClock(10 * MINUTE + 1)
  const state = new URL(url).searchParams.get('state') ?? ''
  const { returnTo, fault } = await backend.connections.signIns.complete({
    connectorKey: key,
    session: 's',
    parameters: new URLSearchParams({ state, code: 'any' })
  })
  expect(fault).toMatchObject({ code: 'oauth.expired-state', details: { minutes: 10 } })
  expect(returnTo).toBe('/back')
})

test('a sign-in from an address other than the public URL names the address to start it from', async () => {
  const { begin } = await openConnection()
  await expect(begin('localhost:3000')).rejects.toMatchObject({
    code: 'oauth.other-address',
    message:
      'After the sign-in the service returns to https://hooks.acme-hr.example, but this page was opened at localhost:3000. Open Hookwright at https://hooks.acme-hr.example and start the sign-in there.'
  })
  await expect(begin('hooks.acme-hr.example:8443')).resolves.toEqual({
    url: expect.any(String),
    elsewhere: null
  })
})

/**
 * Creates a `SignIns` service with one connection whose authorization server is discovered at a fake address.
 */
const openFound = ({
  taken = [],
  foundFor
}: {
  /** Clients of expired sign-ins, which the fake store returns for deregistration. */
  taken?: FoundClient[]
  foundFor: Authorizations['foundFor']
}) => {
  const login = 'https://login.acme.example'
  const address = 'https://mcp.acme.example'
  const answers: Record<string, object> = {
    [`${address}/.well-known/oauth-protected-resource`]: {
      resource: address,
      authorization_servers: [login]
    },
    [`${login}/.well-known/oauth-authorization-server`]: {
      ...{ issuer: login, authorization_endpoint: `${login}/authorize`, token_endpoint: `${login}/token` },
      ...{ registration_endpoint: `${login}/register`, code_challenge_methods_supported: ['S256'] }
    },
    [`${login}/register`]: { client_id: 'new' }
  }
  const { code } = authentication
  if (code === undefined) throw new Error('It has a code grant.')
  const found: Authentication = {
    ...authentication,
    baseUrl: literal(address),
    code: { ...code, client: { ownership: 'found', resource: literal('') } }
  }
  const connection = { id: 'c1', connectorId: 'k1', methodId: 'main', name: 'Mine', createdAt: 0 }
  const deleted: string[] = []
  const effects: Partial<Effects> = {
    clock: () => 0,
    newId: () => 's1',
    randomBytes: count => new Uint8Array(count),
    hashToken: () => new Uint8Array(),
    crypto: { hash: () => new Uint8Array(16), hmac: () => new Uint8Array() },
    sealer: {
      seal: () => new Uint8Array(),
      open: sealed => Buffer.from(sealed).toString(),
      isCurrent: () => true
    },
    clientFor: () => async request => {
      if (request.method === 'DELETE') deleted.push(request.url)
      return {
        status: answers[request.url] === undefined ? 404 : 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(answers[request.url] ?? {})
      }
    }
  }
  const attempts = taken.map(client => ({
    ...{ id: 's0', connectionId: 'c0', sealed: Buffer.from(JSON.stringify({ found: { client } })) }
  }))
  const signIns = createSignIns({
    store: { signIns: { begin: async () => {}, take: async () => attempts } } as never,
    effects: effects as Effects,
    publicUrl: () => 'https://hooks.acme-hr.example',
    clients: { idsOf: async () => [], open: async () => new Map(), set: async () => {} },
    authorizations: { keep: async () => {}, foundFor },
    subjectOf: async () => ({
      connection: { ...connection, purpose: 'user', ownerId: 'ada' },
      ...{ values: {}, authentication: found, connectorKey: 'acme_1' }
    }),
    signedIn: () => {}
  })
  const begin = { connectionId: 'c1', session: 's', host: 'hooks.acme-hr.example', returnTo: '/back' }
  return { begin: () => signIns.begin(begin), deleted }
}

test('a discovered sign-in begins even if the stored tokens cannot be opened', async () => {
  const { begin } = openFound({
    foundFor: async () => {
      throw new Fault('storage.failed', { why: 'the key is another one' })
    }
  })
  const { url, elsewhere } = await begin()
  expect(new URL(url).searchParams.get('client_id')).toBe('new')
  expect(elsewhere).toEqual({ service: 'mcp.acme.example', server: 'login.acme.example' })
})

test('clients of sign-ins that expired long ago are deregistered unless their connection may use them', async () => {
  const clientOf = (id: string): FoundClient => ({
    ...{ id, secret: null, sendAs: 'none', issuer: 'https://login.acme.example' },
    redirectUrl: 'https://hooks.acme-hr.example/',
    registration: { url: `https://login.acme.example/register/${id}`, token: 'r3g' }
  })
  const taken = [clientOf('left'), clientOf('used')]
  const deletedWith = async (foundFor: (connectionId: string) => unknown) => {
    const { begin, deleted } = openFound({
      taken,
      foundFor: async id =>
        (id === 'c0' ? foundFor(id) : null) as Awaited<ReturnType<Authorizations['foundFor']>>
    })
    await begin()
    await new Promise(setImmediate)
    return deleted.map(url => url.slice('https://login.acme.example/register/'.length))
  }
  expect(await deletedWith(() => null)).toEqual(['left', 'used'])
  expect(await deletedWith(() => ({ client: clientOf('used') }))).toEqual(['left'])
  const unreadable = async () => {
    throw new Fault('storage.failed', { why: 'the database is away' })
  }
  expect(await deletedWith(unreadable)).toEqual([])
})
