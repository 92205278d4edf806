import { createHash } from 'node:crypto'
import type { HttpRequest } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { FoundServer } from './find-server.ts'
import { forgetClients } from './forget-clients.ts'
import { clientAt } from './found-client.ts'
import type { FoundClient } from './resolve-code-grant.ts'

const LOGIN = 'https://login.acme.example'

/** Hash of the server, which is part of its clients' URLs. */
const HASH = createHash('sha256').update(LOGIN).digest('hex').slice(0, 32)

const server: FoundServer = {
  resource: 'https://mcp.acme.example',
  issuer: LOGIN,
  namesIssuer: false,
  authorizeUrl: `${LOGIN}/authorize`,
  tokenUrl: `${LOGIN}/token`,
  revokeUrl: null,
  scope: 'tools',
  offline: false,
  metadata: { issuer: LOGIN, token_endpoint: `${LOGIN}/token`, registration_endpoint: `${LOGIN}/register` }
}

const held: FoundClient = {
  id: 'held',
  secret: null,
  sendAs: 'none',
  issuer: LOGIN,
  redirectUrl: `https://hooks.acme-hr.example/oauth/acme_1/callback/${HASH}`
}

/**
 * Creates a fake authorization server. It accepts clients with the `known` ids, and answers registrations
 * with `registration`.
 */
const openServer = (known: string[], registration: { status: number; body: object }) => {
  const asked: HttpRequest[] = []
  const reply = (status: number, body: object) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  const clientFor = () => async (request: HttpRequest) => {
    asked.push(request)
    if (request.url.endsWith('/register')) return reply(registration.status, registration.body)
    const id = new URLSearchParams(request.body ?? '').get('client_id') ?? ''
    return reply(400, { error: known.includes(id) ? 'invalid_grant' : 'invalid_client' })
  }
  const scrubber =
    () =>
    <Value>(value: Value): Value =>
      value
  const crypto = {
    hash: (_: string, bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
    hmac: () => new Uint8Array()
  }
  const effects = { clientFor, clock: () => 0, scrubber, crypto, newSecret: () => 'nonsense' }
  return { effects, asked }
}

const made = { status: 201, body: { client_id: 'new' } }

const clientOf = (
  { effects }: ReturnType<typeof openServer>,
  change: object = {},
  {
    publicUrl = 'https://hooks.acme-hr.example',
    before = held as FoundClient | null,
    added = undefined as string | undefined
  } = {}
) =>
  clientAt(
    effects,
    { ...server, metadata: { ...server.metadata, ...change } },
    { publicUrl, connectorKey: 'acme_1', held: before, added }
  )

test('a client is reused while the server knows it', async () => {
  expect(await clientOf(openServer(['held'], made))).toEqual(held)
})

test.each<[string, Partial<FoundClient>, string[]]>([
  ['that the server has forgotten', {}, []],
  ['of another issuer', { issuer: 'https://old.acme.example' }, ['held']],
  ['of another redirect URL', { redirectUrl: `https://old.example/oauth/acme_1/callback/${HASH}` }, ['held']]
])('a client %s is registered again', async (_, change, known) => {
  const open = openServer(known, made)
  const client = await clientOf(open, {}, { before: { ...held, ...change } })
  expect(client).toEqual({ ...held, id: 'new', scope: 'tools' })
  expect(JSON.parse(open.asked.at(-1)?.body ?? '')).toEqual({
    client_name: 'Hookwright',
    client_uri: 'https://hooks.acme-hr.example',
    redirect_uris: [held.redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    application_type: 'web',
    scope: 'tools'
  })
})

test.each<[string, string, string | undefined]>([
  ['is kept while it may request any', 'held', ''],
  ['is kept while it may request them', 'held', 'tools admin'],
  ['is registered anew with them', 'new', 'tools'],
  ['of a registration from before is registered anew with them', 'new', undefined]
])('a client is handled by the scopes that its connection needs: %s', async (_, id, scope) => {
  const open = openServer(['held'], made)
  const before = { ...held, ...(scope !== undefined && { scope }) }
  const client = await clientOf(open, {}, { before, added: 'admin' })
  expect(client).toMatchObject({ id })
  if (id === 'new') expect(JSON.parse(open.asked.at(-1)?.body ?? '')).toMatchObject({ scope: 'tools admin' })
})

test('a registration that can be deleted keeps its management address and token', async () => {
  const [url, token] = [`${LOGIN}/register/new`, 'r3g']
  const body = { client_id: 'new', registration_client_uri: url, registration_access_token: token }
  const register = (change: object, metadata = {}) =>
    clientOf(openServer([], { status: 201, body: { ...body, ...change } }), metadata, { before: null })
  expect(await register({})).toMatchObject({ registration: { url, token } })
  const registers = { registration_endpoint: 'https://clients.acme.example/register' }
  const elsewhere = { registration_client_uri: 'https://clients.acme.example/register/new' }
  expect(await register(elsewhere, registers)).toMatchObject({
    registration: { url: elsewhere.registration_client_uri, token }
  })
  for (const change of [
    { registration_client_uri: 'http://login.acme.example/register/new' },
    { registration_client_uri: 'http://localhost:8080/admin' },
    { registration_client_uri: 'https://internal.example/people/7' },
    { registration_client_uri: 'register/new' },
    { registration_access_token: 'r'.repeat(8_000) }
  ])
    expect(await register(change)).not.toHaveProperty('registration')
})

test('a client that its server has limited is registered again with its scopes and the added ones', async () => {
  const open = openServer(['held'], made)
  const params = { publicUrl: 'https://hooks.acme-hr.example', connectorKey: 'acme_1' }
  const before = { ...held, scope: 'openid' }
  const client = await clientAt(
    open.effects,
    { ...server, scope: '' },
    { ...params, held: before, added: 'write' }
  )
  expect(client).toMatchObject({ id: 'new', scope: 'openid write' })
  expect(JSON.parse(open.asked.at(-1)?.body ?? '')).toMatchObject({ scope: 'openid write' })
})

test.each([
  ['204', 204, 0],
  ['a client that is gone', 401, 0],
  ['an error', 500, 1],
  ['no answer', null, 1]
])('each client is deregistered once, and only failures are logged: %s', async (_, status, count) => {
  const asked: HttpRequest[] = []
  const logged: unknown[] = []
  const clientFor = () => async (request: HttpRequest) => {
    asked.push(request)
    if (status === null) throw new Fault('http.timed-out')
    return { status, headers: {}, body: '' }
  }
  const registration = { url: `${LOGIN}/register/held?of=me`, token: 'r3g' }
  const registered = { ...held, registration }
  await forgetClients({ clientFor, log: (_, about) => void logged.push(about) }, [
    registered,
    held,
    registered
  ])
  expect(asked).toMatchObject([
    { method: 'DELETE', url: registration.url, headers: { authorization: 'Bearer r3g' }, authenticate: false }
  ])
  expect(logged).toHaveLength(count)
  expect(JSON.stringify(logged)).not.toContain('r3g')
})

test('a server that reads client documents gets the address of one, if it can reach it', async () => {
  const reads = { client_id_metadata_document_supported: true }
  const id = `https://hooks.acme-hr.example/oauth/acme_1/client/${HASH}.json`
  expect(await clientOf(openServer([id], made), reads)).toMatchObject({ id, sendAs: 'none' })
  expect(await clientOf(openServer([], made), reads)).toMatchObject({ id: 'new' })
  const only = { ...reads, registration_endpoint: undefined }
  expect(await clientOf(openServer([], made), only)).toMatchObject({ id })
  const http = { publicUrl: 'http://127.0.0.1:3000', before: null }
  expect(await clientOf(openServer([], made), reads, http)).toMatchObject({ id: 'new' })
})

test.each([
  ['client_secret_basic', 'header'],
  ['client_secret_post', 'body']
])(
  'a secret from the registration is sent by the method that the server names: %s',
  async (method, sendAs) => {
    const body = { client_id: 'new', client_secret: 's3cret', token_endpoint_auth_method: method }
    // Some servers answer 200 instead of 201, and leave the expiry of the secret out.
    const client = await clientOf(openServer([], { status: 200, body }))
    expect(client).toMatchObject({ id: 'new', secret: 's3cret', sendAs })
  }
)

test.each<[string, { status: number; body: object }, object, string]>([
  [
    'offers none',
    made,
    { registration_endpoint: undefined },
    'it does not support dynamic client registration.'
  ],
  [
    'takes it without https',
    made,
    { registration_endpoint: 'http://login.acme.example/register' },
    'its registration_endpoint does not begin with https://.'
  ],
  [
    'refuses it',
    { status: 400, body: { error: 'invalid_redirect_uri', error_description: 'Ask us first.' } },
    {},
    'it answered invalid_redirect_uri: Ask us first.'
  ],
  ['answers something else', { status: 403, body: {} }, {}, 'it answered 403 to the registration.'],
  ['names no client', { status: 201, body: {} }, {}, 'it answered 201 to the registration.'],
  [
    'wants keys',
    {
      status: 201,
      body: { client_id: 'new', client_secret: 's', token_endpoint_auth_method: 'private_key_jwt' }
    },
    {},
    'it requires the client authentication method private_key_jwt, which is not supported.'
  ]
])('a fault names the server whose registration %s', async (_, registration, change, why) => {
  await expect(clientOf(openServer([], registration), change)).rejects.toMatchObject({
    code: 'oauth.not-registered',
    details: { server: LOGIN, why },
    message: expect.stringContaining(
      `The authorization server ${LOGIN} did not accept Hookwright as a client: ${why}`
    )
  })
})
