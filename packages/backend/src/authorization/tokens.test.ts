import { generateKeyPairSync, verify } from 'node:crypto'
import type { HttpRequest } from '@hookwright/engine'
import {
  ACCESS_TOKEN,
  type Authentication,
  CONNECTION_CARD,
  type ConnectionValues,
  Fault,
  type Id,
  literal,
  pill,
  type TokenGrant,
  text
} from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import { expect, test } from 'vitest'
import type { Effects } from '../kernel/effects.ts'
import { betweenProcesses } from '../testing/between-processes.ts'
import { plainEffects } from '../testing/token-service.ts'
import { createTokens } from './tokens.ts'
import { withToken } from './with-token.ts'

const of = (field: string) => pill(CONNECTION_CARD, field)

const authentication: Authentication = {
  kind: 'client-credentials',
  fields: [
    { id: 'id', label: 'Client ID', entry: 'text', required: true },
    { id: 'secret', label: 'Client secret', entry: 'password', required: true }
  ],
  baseUrl: literal('https://api.acme.example'),
  allowedHosts: [],
  placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', of(ACCESS_TOKEN)) },
  token: {
    url: literal('/token'),
    clientId: of('id'),
    clientSecret: of('secret'),
    scope: literal('read'),
    sendAs: 'header'
  }
}

const grantOf = ({ token }: Authentication): TokenGrant => {
  if (token === undefined) throw new Error('It has a grant.')
  return token
}

const ask: HttpRequest = {
  method: 'POST',
  url: '/people',
  query: {},
  headers: {},
  body: 'Ada',
  authenticate: true,
  timeout: 1_000
}

const signal = new AbortController().signal

/** Creates a service on a manual clock. It issues tokens and accepts only the newest. */
const openService = ({ isShared = true } = {}) => {
  let now = 1_000
  /** Promise that the next read of a stored token waits for; null for no delay. */
  let delay: Promise<void> | null = null
  let params = 0
  let answering: (() => { status: number; body: string }) | null = null
  const tokens: string[] = []
  const sent: string[] = []
  const asked: URLSearchParams[] = []
  const kept = new Map<Id, Uint8Array>()
  const giveToken = () => {
    tokens.push(`token-${++params}`)
    return {
      status: 200,
      body: JSON.stringify({ access_token: tokens.at(-1), token_type: 'Bearer', expires_in: 3_600 })
    }
  }
  const effects = {
    clock: () => now,
    newId: () => 'n1',
    cryptography: nodeCryptography,
    ...plainEffects,
    clientFor:
      (_: Authentication, values: ConnectionValues): ReturnType<Effects['clientFor']> =>
      async request => {
        await Promise.resolve()
        if (request.url === '/token') {
          asked.push(new URLSearchParams(String(request.body)))
          return { headers: {}, ...(answering ?? giveToken)() }
        }
        const token = values[ACCESS_TOKEN] ?? ''
        sent.push(token)
        const isTaken = token === tokens.at(-1)
        return { status: isTaken ? 200 : 401, headers: {}, body: `You are ${token}.` }
      }
  }
  const store = {
    alone: isShared
      ? betweenProcesses()
      : async <Result>(_: string, act: (is: boolean) => Result) => act(false),
    connections: {
      tokenOf: async (id: Id) => {
        const found = kept.get(id) ?? null
        const wait = delay
        delay = null
        await wait
        return found
      },
      keepToken: async (id: Id, sealed: Uint8Array | null) => {
        if (sealed !== null) kept.set(id, sealed)
      }
    }
  }
  const connect = (values: ConnectionValues = { id: 'me', secret: 's3cr3t' }, by = authentication) => {
    // The store's other methods are not called.
    const tokens = createTokens({ store: store as never, effects })
    const account = { connectionId: 'c1', authentication: by, grant: grantOf(by), values }
    return withToken({ effects, tokens }, account)
  }
  return {
    connect,
    tokens,
    sent,
    asked,
    kept,
    move: (by: number) => {
      now += by
    },
    /** Delays the next read of a stored token. Returns a function that ends the delay. */
    delayRead: (): (() => void) => {
      let answer = () => {}
      delay = new Promise(resolve => {
        answer = resolve
      })
      return () => answer()
    },
    /** Revokes the issued tokens at the service. */
    revoke: () => tokens.push('none'),
    answer: (status: number, body: unknown) => {
      answering = () => ({ status, body: JSON.stringify(body) })
    }
  }
}

test('many requests at the same time ask for one token, and the response does not contain it', async () => {
  const service = openService()
  const client = service.connect()
  const answers = await Promise.all(Array.from({ length: 20 }, () => client(ask, signal)))
  expect(answers).toEqual(answers.map(() => ({ status: 200, headers: {}, body: 'You are •••.' })))
  expect(service.tokens).toEqual(['token-1'])
})

test('two processes fetch one token, and a refused token once more', async () => {
  const service = openService()
  const clients = [service.connect(), service.connect()]
  const askAll = () =>
    Promise.all(clients.flatMap(client => Array.from({ length: 25 }, () => client(ask, signal))))
  expect((await askAll()).every(({ status }) => status === 200)).toBe(true)
  expect(service.tokens).toEqual(['token-1'])
  service.move(60_000)
  service.revoke()
  expect((await askAll()).every(({ status }) => status === 200)).toBe(true)
  expect(service.tokens).toEqual(['token-1', 'none', 'token-2'])
})

test('a refused token from a process with its clock ahead is replaced by the others at once', async () => {
  const service = openService()
  const [ahead, other] = [service.connect(), service.connect()]
  service.move(300_000)
  expect((await ahead(ask, signal)).status).toBe(200)
  service.move(-289_000)
  service.revoke()
  expect((await other(ask, signal)).status).toBe(200)
})

test.each([
  { of: 'one process', isShared: false },
  { of: 'several processes', isShared: true }
])('a request of $of that looked before the token was fetched uses that token', async ({ isShared }) => {
  const service = openService({ isShared })
  const client = service.connect()
  const answerRead = service.delayRead()
  const early = client(ask, signal)
  await client(ask, signal)
  answerRead()
  expect((await early).status).toBe(200)
  expect(service.tokens).toEqual(['token-1'])
})

test('a token is fetched again shortly before it expires', async () => {
  const service = openService()
  const client = service.connect()
  await client(ask, signal)
  service.move(3_539_000)
  await client(ask, signal)
  expect(service.tokens).toHaveLength(1)
  service.move(2_000)
  await client(ask, signal)
  expect(service.tokens).toHaveLength(2)
})

test('many requests with a 401 answer fetch one token, and each is sent again once with it', async () => {
  const service = openService()
  const client = service.connect()
  await client(ask, signal)
  service.move(60_000)
  service.revoke()
  const answers = await Promise.all(Array.from({ length: 20 }, () => client(ask, signal)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(service.tokens).toEqual(['token-1', 'none', 'token-2'])
  expect(service.sent.filter(token => token === 'token-2')).toHaveLength(20)
})

test('a service that refuses a new token is not asked for another one repeatedly', async () => {
  const service = openService()
  const client = service.connect()
  await client(ask, signal)
  service.revoke()
  for (let time = 0; time < 3; time++) expect((await client(ask, signal)).status).toBe(401)
  expect(service.tokens).toEqual(['token-1', 'none'])
})

test('a token is stored sealed over a restart, for the same values only', async () => {
  const service = openService()
  await service.connect()(ask, signal)
  expect(Buffer.from(service.kept.get('c1') ?? []).toString()).toMatch(/^connection\/c1\/token /)
  await service.connect()(ask, signal)
  expect(service.tokens).toHaveLength(1)
  await service.connect({ id: 'me', secret: 'another' })(ask, signal)
  expect(service.tokens).toHaveLength(2)
})

test('a request without authorization carries no token', async () => {
  const service = openService()
  await service.connect()({ ...ask, authenticate: false }, signal)
  expect(service.tokens).toEqual([])
})

test('an error from the token service is shown without the secret', async () => {
  const service = openService()
  service.answer(401, { error: 'invalid_client', error_description: 's3cr3t is wrong' })
  await expect(service.connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.no-token',
    details: { url: '/token', why: 'it answered 401 (invalid_client: ••• is wrong).', sent: 'no' }
  })
  service.answer(503, {})
  await expect(service.connect()(ask, signal)).rejects.toMatchObject({
    code: 'http.no-answer',
    details: { sent: 'no' }
  })
  service.answer(200, { access_token: 'x', token_type: 'mac' })
  await expect(service.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.no-token' })
})

test('an error from the token service is shown without the secrets of its parameters, wherever it is cut', async () => {
  const service = openService()
  const withKey: Authentication = {
    ...authentication,
    fields: [...authentication.fields, { id: 'key', label: 'API key', entry: 'password', required: true }],
    token: { ...grantOf(authentication), parameters: { api_key: text('v1-', of('key')) } }
  }
  const client = service.connect({ id: 'me', secret: 's3cr3t', key: 'k3y-of-acme' }, withKey)
  service.answer(400, { error: 'invalid_request', error_description: 'v1-k3y-of-acme is unknown' })
  await expect(client(ask, signal)).rejects.toMatchObject({
    details: { why: 'it answered 400 (invalid_request: v1-••• is unknown).' }
  })
  service.answer(400, { error_description: `${'x'.repeat(294)}k3y-of-acme` })
  await expect(client(ask, signal)).rejects.toMatchObject({
    details: { why: expect.not.stringContaining('k3y') }
  })
  service.answer(200, { access_token: 'x', token_type: 'k3y-of-acme' })
  await expect(client(ask, signal)).rejects.toMatchObject({
    details: { why: expect.stringContaining('token type “•••”') }
  })
})

test('a missing required value is named, and no token is requested', async () => {
  const service = openService()
  await expect(service.connect({ id: 'me', secret: '' })(ask, signal)).rejects.toMatchObject({
    code: 'connection.incomplete',
    details: { label: 'Client secret' }
  })
  expect(service.tokens).toEqual([])
})

test('a caller that gives up does not end the fetch that others wait for', async () => {
  const service = openService()
  const client = service.connect()
  const limit = new AbortController()
  const [gaveUp, other] = [client(ask, limit.signal), client(ask, signal)]
  limit.abort(new Fault('run.interrupted'))
  await expect(gaveUp).rejects.toMatchObject({ code: 'run.interrupted' })
  expect((await other).status).toBe(200)
})

const partsOf = (jwt: string) => {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  return {
    header: read(header),
    payload: read(payload),
    signed: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, 'base64url')
  }
}

const bearing = (algorithm: 'RS256' | 'ES256'): Authentication => ({
  ...authentication,
  kind: 'jwt-bearer',
  fields: [{ id: 'key', label: 'Private key', entry: 'password', required: true }],
  token: {
    ...grantOf(authentication),
    clientId: literal(''),
    clientSecret: literal(''),
    scope: literal(''),
    sendAs: 'none',
    assertion: {
      algorithm,
      privateKey: of('key'),
      keyId: literal('k1'),
      issuer: literal('robot@acme.example'),
      subject: literal(''),
      audience: literal(''),
      lifetime: 300,
      claims: { scope: literal('people.read'), tenant: literal('') }
    }
  }
})

test.each(['RS256', 'ES256'] as const)(
  'an assertion signed with %s is exchanged for a token',
  async algorithm => {
    const service = openService()
    const pem = { type: 'pkcs8', format: 'pem' } as const
    const { publicKey, privateKey } =
      algorithm === 'RS256'
        ? generateKeyPairSync('rsa', { modulusLength: 2_048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const client = service.connect({ key: String(privateKey.export(pem)) }, bearing(algorithm))
    await Promise.all([client(ask, signal), client(ask, signal)])
    expect(service.asked).toHaveLength(1)
    const { assertion = '', ...others } = Object.fromEntries(service.asked[0] ?? [])
    expect(others).toEqual({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' })
    const { header, payload, signed, signature } = partsOf(assertion)
    expect(header).toEqual({ alg: algorithm, typ: 'JWT', kid: 'k1' })
    expect(payload).toEqual({
      iss: 'robot@acme.example',
      aud: 'https://api.acme.example/token',
      scope: 'people.read',
      ...{ iat: 1, exp: 301, jti: 'n1' }
    })
    expect(verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  }
)

test('a private key that cannot sign is reported without the key, and no token is requested', async () => {
  const service = openService()
  const client = service.connect({ key: 'nonsense-key' }, bearing('RS256'))
  const refused = client(ask, signal)
  await expect(refused).rejects.toMatchObject({ code: 'connection.key-unusable' })
  await refused.catch(thrown => expect(String(thrown)).not.toContain('nonsense-key'))
  expect(service.asked).toEqual([])
})
