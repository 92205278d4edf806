import { createHash } from 'node:crypto'
import type { HttpRequest } from '@hookwright/engine'
import {
  ACCESS_TOKEN,
  type Authentication,
  CONNECTION_CARD,
  type CodeGrant,
  type Connection,
  type ConnectionAuthorization,
  type ConnectionValues,
  Fault,
  literal,
  type NewAlert,
  pill,
  text
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { expect, test } from 'vitest'
import type { Effects } from '../kernel/effects.ts'
import { betweenProcesses } from '../testing/between-processes.ts'
import { createAuthorizations } from './authorizations.ts'
import { withToken } from './with-token.ts'

const of = (field: string) => pill(CONNECTION_CARD, field)

const code: CodeGrant = {
  authorizeUrl: literal('https://login.acme.example/authorize'),
  tokenUrl: literal('https://login.acme.example/token'),
  issuer: '',
  client: { ownership: 'customer', clientId: of('id'), clientSecret: of('secret') },
  sendAs: 'body',
  scopes: [],
  separator: ' ',
  authorizeParameters: {},
  tokenParameters: { audience: literal('people') },
  tokenPath: '',
  anyTokenType: false,
  lifetime: null,
  refreshes: true
}

const authentication: Authentication = {
  kind: 'authorization-code',
  fields: [
    { id: 'id', label: 'Client ID', entry: 'text', required: true },
    { id: 'secret', label: 'Client secret', entry: 'password', required: true }
  ],
  baseUrl: literal('https://api.acme.example'),
  allowedHosts: [],
  placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', of(ACCESS_TOKEN)) },
  code
}

const connection: Connection = {
  id: 'c1',
  connectorId: 'k1',
  purpose: 'user',
  ownerId: 'ada',
  methodId: 'main',
  name: 'Mine',
  createdAt: 0
}

const source = {
  tokenUrl: 'https://login.acme.example/token',
  refreshUrl: 'https://login.acme.example/token',
  clientId: 'me'
}

/** The same with a sign-in that was found at the service. */
const foundSource = {
  ...source,
  found: {
    ...{ address: 'https://api.acme.example', baseOrigin: 'https://api.acme.example', resource: null },
    issuer: 'https://login.acme.example',
    ...{
      namesIssuer: false,
      authorizeUrl: 'https://login.acme.example/authorize',
      scope: '',
      offline: false
    },
    ...{ tokenUrl: source.tokenUrl, revokeUrl: null },
    client: {
      ...{ id: 'me', secret: null, sendAs: 'none' as const },
      ...{ issuer: 'https://login.acme.example', redirectUrl: 'https://hooks.acme-hr.example/' }
    }
  }
}

const ask: HttpRequest = {
  method: 'GET',
  url: '/people',
  query: {},
  headers: {},
  body: null,
  authenticate: true,
  timeout: 1_000
}
const signal = new AbortController().signal

interface Answer {
  status: number
  body: string
}

/** A service that issues tokens, on a manual clock. */
const openService = (change: Partial<CodeGrant> = {}) => {
  let now = 1_000
  let params = 0
  const good = new Set<string>()
  let refresh = 'refresh-1'
  let answer: (() => Answer | Promise<Answer>) | null = null
  const requests: URLSearchParams[] = []
  const row = {
    authorization: null as ConnectionAuthorization | null,
    tokenSealed: null as Uint8Array | null,
    refreshBegan: null as number | null
  }
  const alerts: NewAlert[] = []
  let isFull = false
  let challenge: string | null = null
  let committing: Promise<void> = Promise.resolve()
  const giveToken = (rotates: boolean) => {
    const access = `access-${++params}`
    good.add(access)
    if (rotates) refresh = `refresh-${params}`
    const body = { access_token: access, expires_in: 3_600, ...(rotates && { refresh_token: refresh }) }
    return { status: 200, body: JSON.stringify(body) }
  }
  let rotates = false
  const effects = {
    clock: () => now,
    crypto: {
      hash: (_: string, bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
      hmac: () => new Uint8Array()
    },
    log: () => {},
    sealer: {
      seal: (plain: string, place: string) => Buffer.from(`${place} ${plain}`),
      isCurrent: () => true,
      open: (sealed: Uint8Array, place: string) =>
        Buffer.from(sealed)
          .toString()
          .slice(place.length + 1)
    },
    scrubber:
      (secrets: string[]) =>
      <Value>(value: Value): Value =>
        JSON.parse(secrets.reduce((said, secret) => said.replaceAll(secret, '•••'), JSON.stringify(value))),
    clientFor:
      (_: Authentication, values: ConnectionValues): ReturnType<Effects['clientFor']> =>
      async request => {
        await Promise.resolve()
        if (request.url !== source.tokenUrl) {
          const isTaken = good.has(values[ACCESS_TOKEN] ?? '')
          if (isTaken && challenge !== null)
            return { status: 403, headers: { 'www-authenticate': challenge }, body: '' }
          return { status: isTaken ? 200 : 401, headers: {}, body: '' }
        }
        const body = new URLSearchParams(String(request.body))
        requests.push(body)
        if (answer !== null) return { headers: { 'content-type': 'text/html' }, ...(await answer()) }
        const isGood = body.get('refresh_token') === refresh
        return {
          headers: {},
          ...(isGood ? giveToken(rotates) : { status: 400, body: '{"error":"invalid_grant"}' })
        }
      }
  }
  const connections = {
    find: async () => ({ connection, sealed: new Uint8Array() }),
    authorizationOf: async () => ({ ...row }),
    beginRefresh: async (_: string, at: number) => void Object.assign(row, { refreshBegan: at }),
    keepAuthorization: async (_: string, tokenSealed: Uint8Array, authorization: ConnectionAuthorization) => {
      Object.assign(row, { tokenSealed, authorization, refreshBegan: null })
    },
    keepRefreshed: async (
      _: string,
      began: number,
      tokenSealed: Uint8Array,
      authorization: ConnectionAuthorization
    ) => {
      if (isFull) throw new Fault('storage.failed', { why: 'the disk is full' })
      if (row.refreshBegan !== began) return false
      Object.assign(row, { tokenSealed, authorization, refreshBegan: null })
      return true
    },
    requestScopes: async (_: string, at: number, add: (lacks: string | undefined) => string) => {
      if (row.authorization?.is === 'signed-in' && row.authorization.at === at)
        row.authorization = { ...row.authorization, lacks: add(row.authorization.lacks) }
    },
    loseAuthorization: async (
      _: string,
      of: number,
      authorization: ConnectionAuthorization,
      alert: NewAlert
    ) => {
      await committing
      if (row.authorization?.is !== 'signed-in' || row.authorization.at > of) return false
      Object.assign(row, { tokenSealed: null, authorization, refreshBegan: null })
      alerts.push(alert)
      return true
    }
  }
  let alone: Store['alone'] = (_, act) => act(false)
  /** Creates the part as after a startup, with an empty cache. Several stand for several processes. */
  const start = () => {
    const authorizations = createAuthorizations({
      // The store's other methods are not called.
      store: { connections, alone: (key: string, act: never) => alone(key, act) } as never,
      effects,
      clients: { idsOf: async () => [], open: async () => new Map(), set: async () => {} },
      lostAlert: ({ id, connectorId, purpose }, why, at) => ({
        id: 'a1',
        at,
        fact: `${at}`,
        about: { kind: 'authorization-lost', connectionId: id, connectorId, purpose, why }
      })
    })
    const connect = (
      values: ConnectionValues = { id: 'me', secret: 's3cr3t' },
      of: Authentication = authentication
    ) => {
      const account = {
        connectionId: 'c1',
        ...{ authentication: of, values, grant: { ...code, ...change } }
      }
      return withToken({ effects, tokens: authorizations }, account)
    }
    return { authorizations, connect }
  }
  return {
    start,
    row,
    alerts,
    requests,
    /** Signs in, with a token that lives for an hour. */
    signIn: async (
      { authorizations }: ReturnType<typeof start>,
      more: { refresh?: null; until?: null; scope?: string } = {},
      asked?: string
    ) => {
      const access = `access-${++params}`
      good.add(access)
      const tokens = { access, refresh, until: now + 3_600_000, ...more }
      const of = change.client?.ownership === 'found' ? foundSource : source
      const sent = { ...of, ...(asked !== undefined && { scope: asked }) }
      await authorizations.keep('c1', sent, tokens, change.refreshes ?? true)
    },
    move: (by: number) => {
      now += by
    },
    /** Makes the started parts several processes. */
    share: () => {
      alone = betweenProcesses()
    },
    rotate: () => {
      rotates = true
    },
    revoke: () => {
      good.clear()
      refresh = 'none'
    },
    answerWith: (by: typeof answer) => {
      answer = by
    },
    /** Refuses valid tokens with this challenge; null ends that. */
    forbidWith: (by: string | null) => {
      challenge = by
    },
    fill: (full: boolean) => {
      isFull = full
    },
    /** Replaces the values like the store. */
    reseal: () => void Object.assign(row, { tokenSealed: null, authorization: null, refreshBegan: null }),
    /** Delays the commit of losses until a promise resolves. */
    commitsAfter: (commit: Promise<void>) => {
      committing = commit
    }
  }
}

const HOUR = 3_600_000

test('a connection without a sign-in says that it has none', async () => {
  const { start } = openService()
  await expect(start().connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.sign-in-needed' })
})

test('50 requests with an expired token refresh it once, also after a restart', async () => {
  const service = openService()
  const before = service.start()
  await service.signIn(before)
  expect((await before.connect()(ask, signal)).status).toBe(200)
  service.move(2 * HOUR)
  const client = service.start().connect()
  const answers = await Promise.all(Array.from({ length: 50 }, () => client(ask, signal)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(service.requests.map(body => Object.fromEntries(body))).toEqual([
    {
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      audience: 'people',
      ...{ client_id: 'me', client_secret: 's3cr3t' }
    }
  ])
  expect(service.row.refreshBegan).toBeNull()
})

test.each<[string, Partial<CodeGrant>]>([
  ['entered', {}],
  ['found', { client: { ownership: 'found', resource: literal('') } }]
])(
  'two processes refresh a token once, although each refresh token is good for one use: %s',
  async (_, change) => {
    const service = openService(change)
    service.share()
    const parts = [service.start(), service.start()]
    await service.signIn(parts[0] ?? service.start())
    service.rotate()
    const clients = parts.map(part => part.connect())
    const askAll = () =>
      Promise.all(clients.flatMap(client => Array.from({ length: 25 }, () => client(ask, signal))))
    for (let times = 1; times <= 3; times += 1) {
      expect((await askAll()).every(({ status }) => status === 200)).toBe(true)
      service.move(2 * HOUR)
      expect((await askAll()).every(({ status }) => status === 200)).toBe(true)
      expect(service.requests).toHaveLength(times)
    }
  }
)

test('a sign-in in another process is not lost with the tokens that it replaced', async () => {
  const service = openService()
  service.share()
  const [one, other] = [service.start(), service.start()]
  await service.signIn(one)
  const client = other.connect()
  expect((await client(ask, signal)).status).toBe(200)
  service.move(2 * HOUR)
  let refuse = (): void => {}
  const begun = new Promise<void>(begin => {
    service.answerWith(() => {
      begin()
      return new Promise(resolve => {
        refuse = () => resolve({ status: 400, body: '{"error":"invalid_grant"}' })
      })
    })
  })
  const asked = client(ask, signal)
  await begun
  service.move(1)
  await service.signIn(one)
  refuse()
  expect((await asked).status).toBe(200)

  service.revoke()
  service.move(60_000)
  await service.signIn(one, { refresh: null })
  other.authorizations.reread('c1')
  expect((await client(ask, signal)).status).toBe(200)
  service.revoke()
  service.move(60_000)
  await service.signIn(one, { refresh: null })
  const statuses: number[] = []
  for (let time = 0; time < 3; time++) statuses.push((await client(ask, signal)).status)
  expect(statuses).toEqual([401, 401, 200])
  expect(service.row.authorization).toMatchObject({ is: 'signed-in' })
  expect(service.alerts).toEqual([])
})

test('after a sign-out in another process the token is not used any more', async () => {
  const service = openService()
  const [one, other] = [service.start(), service.start()]
  await service.signIn(one)
  const client = other.connect()
  expect((await client(ask, signal)).status).toBe(200)
  service.reseal()
  other.authorizations.reread('c1')
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'connection.sign-in-needed' })
})

test('a refused token is refreshed once, also when the service rotates the refresh token', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.rotate()
  service.move(60_000)
  service.answerWith(null)
  const client = now.connect()
  for (let time = 0; time < 3; time++) {
    service.move(2 * HOUR)
    expect((await client(ask, signal)).status).toBe(200)
  }
  expect(service.requests.map(body => body.get('refresh_token'))).toEqual([
    'refresh-1',
    'refresh-2',
    'refresh-3'
  ])
})

test('a refused refresh token loses the authorization once, with an alert, and a sign-in restores it', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  service.revoke()
  const client = now.connect()
  for (let time = 0; time < 3; time++) {
    await expect(client(ask, signal)).rejects.toMatchObject({
      code: 'connection.authorization-lost',
      details: { why: 'The service refused the refresh token. It answered invalid_grant.' }
    })
  }
  expect(service.requests).toHaveLength(1)
  expect(service.alerts).toMatchObject([{ about: { why: 'The service refused the refresh token.' } }])
  expect(service.row).toMatchObject({ tokenSealed: null, authorization: { is: 'lost' } })
  await service.signIn(now)
  expect((await client(ask, signal)).status).toBe(200)
})

test.each([
  ['an error of the server', () => ({ status: 503, body: '' }), 'http.no-answer'],
  ['too many requests', () => ({ status: 429, body: '' }), 'http.no-answer'],
  ['HTML', () => ({ status: 200, body: '<html></html>' }), 'connection.no-token'],
  ['a wrong client', () => ({ status: 401, body: '{"error":"invalid_client"}' }), 'connection.no-token'],
  [
    'no answer',
    async () => {
      throw new Fault('http.no-answer', { method: 'POST', url: 's3cr3t', why: 'it closed.', sent: 'maybe' })
    },
    'http.no-answer'
  ]
])('%s does not lose the authorization, and the next request tries again', async (_, answer, refusal) => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  service.answerWith(answer)
  const refused = now.connect()(ask, signal)
  await expect(refused).rejects.toMatchObject({ code: refusal, details: { sent: 'no' } })
  await refused.catch(thrown => expect(JSON.stringify(thrown.details)).not.toContain('s3cr3t'))
  expect(service.alerts).toEqual([])
  service.answerWith(null)
  expect((await now.connect()(ask, signal)).status).toBe(200)
})

test('an interrupted refresh is sent again, and a refusal after it says that the response was lost', async () => {
  const service = openService()
  const before = service.start()
  await service.signIn(before)
  service.move(2 * HOUR)
  // The answer of the service is never written: the process is killed.
  service.answerWith(() => new Promise<never>(() => {}))
  void before.connect()(ask, signal)
  await expect.poll(() => service.requests.length).toBe(1)
  expect(service.row.refreshBegan).not.toBeNull()
  service.answerWith(null)
  expect((await service.start().connect()(ask, signal)).status).toBe(200)
  expect(service.row.refreshBegan).toBeNull()

  service.move(2 * HOUR)
  Object.assign(service.row, { refreshBegan: 5 })
  service.revoke()
  await expect(service.start().connect()(ask, signal)).rejects.toMatchObject({
    details: { why: expect.stringContaining('The response to an earlier refresh was lost') }
  })
})

test('a refresh token that is used twice loses the authorization and says why', async () => {
  const service = openService()
  const before = service.start()
  await service.signIn(before)
  service.rotate()
  service.move(2 * HOUR)
  const { tokenSealed, authorization } = service.row
  expect((await before.connect()(ask, signal)).status).toBe(200)
  // Another process has the tokens of before the refresh, such as one on a restored backup.
  Object.assign(service.row, { tokenSealed, authorization })
  await expect(service.start().connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.authorization-lost',
    message:
      'The connection lost its authorization at the service. The service refused the refresh token. It answered invalid_grant. Open the connection and reconnect it.'
  })
  expect(service.alerts).toHaveLength(1)
})

test('a sign-in during a refresh wins over it', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  const under = now.connect()(ask, signal)
  await service.signIn(now)
  expect((await under).status).toBe(200)
  service.move(60_000)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  expect(service.alerts).toEqual([])
})

test('values that are replaced during a refresh sign the connection out, even within the same millisecond', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  service.answerWith(() => {
    service.reseal()
    return { status: 200, body: JSON.stringify({ access_token: 'late', expires_in: 3_600 }) }
  })
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.sign-in-needed' })
  now.authorizations.forget('c1')
  expect(service.row.tokenSealed).toBeNull()
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.sign-in-needed' })
})

test.each([
  ['a refresh token', {}, {}, undefined],
  ['no refresh token', {}, { refresh: null }, 3_601_000],
  ['a grant that does not refresh', { refreshes: false }, {}, 3_601_000],
  ['no refresh token and no expiry', {}, { refresh: null, until: null }, undefined]
] as const)('a sign-in with %s says when its access ends', async (_, grant, tokens, endsAt) => {
  const service = openService(grant)
  await service.signIn(service.start(), tokens)
  expect(service.row.authorization).toEqual({
    is: 'signed-in',
    at: 1_000,
    ...(endsAt !== undefined && { endsAt })
  })
})

test('a token is used until it expires when it cannot be refreshed', async () => {
  const service = openService({ refreshes: false })
  const now = service.start()
  await service.signIn(now)
  service.move(HOUR - 1_000)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  expect(service.alerts).toEqual([])
  service.move(1_000)
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.authorization-lost' })
})

test('a valid token is still used while the token service is down, which is asked again after ten seconds', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  const client = now.connect()
  service.move(HOUR - 30_000)
  service.answerWith(() => ({ status: 503, body: '' }))
  expect((await client(ask, signal)).status).toBe(200)
  expect((await client(ask, signal)).status).toBe(200)
  expect(service.requests).toHaveLength(1)
  service.move(10_000)
  expect((await client(ask, signal)).status).toBe(200)
  expect(service.requests).toHaveLength(2)
  service.move(20_000)
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'http.no-answer' })
  service.answerWith(null)
  expect((await client(ask, signal)).status).toBe(200)
})

test('tokens that cannot be written are used, and written with the next request', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  service.rotate()
  service.move(2 * HOUR)
  service.fill(true)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  service.fill(false)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  expect(Buffer.from(service.row.tokenSealed ?? []).toString()).toContain('refresh-2')
  service.move(2 * HOUR)
  expect((await service.start().connect()(ask, signal)).status).toBe(200)
})

test('tokens are not sent with another client', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now)
  await expect(now.connect({ id: 'other', secret: 'x' })(ask, signal)).rejects.toMatchObject({
    code: 'connection.sign-in-needed',
    message: expect.stringContaining('because the client or token URL of the connector changed')
  })
})

test('a token without expiry and without a refresh token counts as revoked after three refusals in a row', async () => {
  const service = openService()
  const now = service.start()
  await service.signIn(now, { refresh: null, until: null })
  const client = now.connect()
  service.move(9_000 * HOUR)
  expect((await client(ask, signal)).status).toBe(200)
  service.revoke()
  for (let time = 0; time < 2; time++) expect((await client(ask, signal)).status).toBe(401)
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  expect(service.requests).toEqual([])
})

test('an expired token without a refresh token is lost', async () => {
  const service = openService({ refreshes: false })
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.authorization-lost',
    message: expect.stringContaining('gave no refresh token')
  })
})

test('tokens of a lost authorization are not used again while the loss is being committed', async () => {
  const service = openService({ refreshes: false })
  const now = service.start()
  await service.signIn(now)
  service.move(2 * HOUR)
  let commit = (): void => {}
  service.commitsAfter(
    new Promise(resolve => {
      commit = resolve
    })
  )
  const client = now.connect()
  const first = client(ask, signal)
  await Promise.resolve()
  const second = client(ask, signal)
  await new Promise(setImmediate)
  const third = client(ask, signal)
  await expect(third).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  commit()
  await expect(first).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  await expect(second).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'connection.authorization-lost' })
  expect(service.alerts).toHaveLength(1)
})

test('tokens of a discovered sign-in are not sent to a base URL of another origin', async () => {
  const address = literal('https://api.acme.example')
  const found = openService({ client: { ownership: 'found', resource: address } })
  const one = found.start()
  await found.signIn(one)
  expect((await one.connect()(ask, signal)).status).toBe(200)
  const moved = { ...authentication, baseUrl: literal('https://evil.example/api') }
  await expect(one.connect(undefined, moved)(ask, signal)).rejects.toMatchObject({
    code: 'connection.sign-in-needed',
    message: expect.stringContaining('because the address of the service changed')
  })
})

test('tokens from before a connector changed to discovered sign-ins are not revoked, without a fault', async () => {
  const entered = openService()
  await entered.signIn(entered.start())
  const grant: CodeGrant = { ...code, client: { ownership: 'found', resource: literal('') } }
  const account = { connectionId: 'c1', authentication, values: {}, grant }
  expect(await entered.start().authorizations.revoke(account)).toBe(false)
})

test('tokens of a discovered sign-in are bound to its address, and are used with it again', async () => {
  const found = openService({ client: { ownership: 'found', resource: literal('') } })
  const one = found.start()
  expect(await one.authorizations.foundFor('c1')).toBeNull()
  await found.signIn(one)
  expect(await found.start().authorizations.foundFor('c1')).toEqual(foundSource.found)
  const moved = openService({ client: { ownership: 'found', resource: literal('https://new.acme.example') } })
  const other = moved.start()
  await moved.signIn(other)
  await expect(other.connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.sign-in-needed',
    message: expect.stringContaining('because the address of the service changed')
  })
})

const foundChange: Partial<CodeGrant> = { client: { ownership: 'found', resource: literal('') } }

test('a connection signs in again once for scopes that a service asks for, in addition to the former scopes', async () => {
  const service = openService(foundChange)
  const now = service.start()
  await service.signIn(now, { scope: 'profile' }, 'people.read')
  service.forbidWith('Bearer error="insufficient_scope", scope="people.read people.write"')
  const fault = {
    code: 'connection.scopes-missing',
    details: { scopes: 'people.write', sent: 'no', connectionId: 'c1' }
  }
  await expect(now.connect()(ask, signal)).rejects.toMatchObject(fault)
  expect(service.row.authorization).toEqual({ is: 'signed-in', at: 1_000, lacks: 'people.write' })
  service.forbidWith('DPoP algs="ES256", Bearer error="insufficient_scope", scope="admin"')
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({ details: { scopes: 'admin' } })

  // A refresh gives no more scopes.
  service.forbidWith(null)
  service.move(2 * HOUR)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  expect(service.row.authorization).toMatchObject({ lacks: 'people.write admin' })
  const found = await service.start().authorizations.foundFor('c1')
  expect(found?.added).toBe('profile people.write admin')

  const another = { ...foundSource, found: { ...foundSource.found, ...found } }
  const tokens = { access: 'access-2', refresh: null, until: null }
  const scope = 'people.read profile people.write admin'
  await now.authorizations.keep('c1', { ...another, scope }, tokens, true)
  expect(service.row.authorization).toEqual({ is: 'signed-in', at: 1_000 + 2 * HOUR })
  service.forbidWith('Bearer error="insufficient_scope", scope="admin"')
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.scopes-refused',
    message: expect.stringContaining(
      'lack of access to admin, which the sign-in of the connection had requested'
    )
  })
  expect(service.row.authorization).not.toHaveProperty('lacks')
  expect((await now.authorizations.foundFor('c1'))?.added).toBe('profile people.write admin')
})

test('a late refusal of former tokens does not mark a new sign-in as lacking scopes', async () => {
  const service = openService(foundChange)
  const [one, other] = [service.start(), service.start()]
  await service.signIn(one, {}, 'people.read')
  const client = other.connect()
  expect((await client(ask, signal)).status).toBe(200)
  service.move(60_000)
  await service.signIn(one, {}, 'people.read people.write')
  service.forbidWith('Bearer error="insufficient_scope", scope="people.write"')
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'connection.scopes-missing' })
  expect(service.row.authorization).toEqual({ is: 'signed-in', at: 61_000 })
})

test('scopes that a service asks for one by one are recorded as long as they fit in a URL', async () => {
  const service = openService(foundChange)
  const now = service.start()
  await service.signIn(now, {}, 'people.read')
  for (let count = 0; count < 300; count++) {
    service.forbidWith(`Bearer error="insufficient_scope", scope="repository:acme/${count}"`)
    await expect(now.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.scopes-missing' })
  }
  const { lacks } = { lacks: '', ...service.row.authorization }
  expect(lacks).toMatch(/^repository:acme\/0 repository:acme\/1 /)
  const found = await now.authorizations.foundFor('c1')
  for (const scopes of [lacks, found?.added ?? '']) {
    expect(scopes.length).toBeGreaterThan(1_900)
    expect(scopes.length).toBeLessThanOrEqual(2_000)
  }
})

test.each<[string, Partial<CodeGrant>, string]>([
  ['names no scopes', foundChange, 'Bearer error="insufficient_scope"'],
  ['has another reason', foundChange, 'Bearer error="invalid_request", scope="admin"'],
  ['is of another scheme', foundChange, 'DPoP error="insufficient_scope", scope="admin"'],
  ['cannot be read', foundChange, 'insufficient_scope "'],
  ['goes to a sign-in that the maker entered', {}, 'Bearer error="insufficient_scope", scope="admin"']
])('a refusal that %s is handled like any other response', async (_, change, challenge) => {
  const service = openService(change)
  const now = service.start()
  await service.signIn(now, {}, '')
  service.forbidWith(challenge)
  expect((await now.connect()(ask, signal)).status).toBe(403)
  expect(service.row.authorization).toEqual({ is: 'signed-in', at: 1_000 })
})
