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
import { createAuthorizations } from '../authorization/authorizations.ts'
import { withToken } from '../authorization/with-token.ts'
import type { Effects } from '../kernel/effects.ts'
import { betweenProcesses } from './between-processes.ts'

/** Returns a pill for a field of the connection. */
const fieldPill = (field: string) => pill(CONNECTION_CARD, field)

/** Authorization code grant (OAuth 2.0) of the tested connector. */
export const code: CodeGrant = {
  authorizeUrl: literal('https://login.acme.example/authorize'),
  tokenUrl: literal('https://login.acme.example/token'),
  issuer: '',
  client: { ownership: 'customer', clientId: fieldPill('id'), clientSecret: fieldPill('secret') },
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

/** Authentication of the tested connector. */
export const authentication: Authentication = {
  kind: 'authorization-code',
  fields: [
    { id: 'id', label: 'Client ID', entry: 'text', required: true },
    { id: 'secret', label: 'Client secret', entry: 'password', required: true }
  ],
  baseUrl: literal('https://api.acme.example'),
  allowedHosts: [],
  placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', fieldPill(ACCESS_TOKEN)) },
  code
}

/** The tested connection. */
const connection: Connection = {
  id: 'c1',
  connectorId: 'k1',
  purpose: 'user',
  ownerId: 'ada',
  methodId: 'main',
  name: 'Mine',
  createdAt: 0
}

/** Token URLs and client id of the connection. */
const source = {
  tokenUrl: 'https://login.acme.example/token',
  refreshUrl: 'https://login.acme.example/token',
  clientId: 'me'
}

/** Like `source`, but with a sign-in that was discovered at the service. */
export const foundSource = {
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

/** Fake effects that hash, seal as plain text, and scrub secrets. */
export const plainEffects = {
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
      JSON.parse(secrets.reduce((said, secret) => said.replaceAll(secret, '•••'), JSON.stringify(value)))
}

/** Request that needs a token. */
export const ask: HttpRequest = {
  method: 'GET',
  url: '/people',
  query: {},
  headers: {},
  body: null,
  authenticate: true,
  timeout: 1_000
}

/** Signal that never aborts. */
export const signal = new AbortController().signal

/** Response of the token service. */
export interface Answer {
  status: number
  body: string
}

/** Opens a service that issues tokens, on a manual clock. */
export const openService = (change: Partial<CodeGrant> = {}) => {
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
    ...plainEffects,
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
  /**
   * Starts another instance of the tested authorizations, with an empty cache. Each instance simulates a
   * process.
   */
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
    /** Signs in with a token that is valid for an hour. */
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
    /** Makes the started instances behave as separate processes. */
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
    /**
     * Makes the service refuse valid tokens and answer with this challenge. `null` makes it accept them
     * again.
     */
    forbidWith: (by: string | null) => {
      challenge = by
    },
    fill: (full: boolean) => {
      isFull = full
    },
    /** Removes the stored tokens. The store does the same when the values of the connection change. */
    reseal: () => void Object.assign(row, { tokenSealed: null, authorization: null, refreshBegan: null }),
    /** Delays the storing of a lost sign-in until this promise resolves. */
    commitsAfter: (commit: Promise<void>) => {
      committing = commit
    }
  }
}
