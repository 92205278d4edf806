import {
  type Authentication,
  type CodeGrant,
  type Connection,
  type ConnectionValues,
  Fault,
  type Id,
  type Millis,
  type NewAlert,
  revokesTokens,
  toFault
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { ClientSecrets } from './client-secrets.ts'
import { type FoundTarget, foundTargetOf, isFoundGrant, resolveFoundGrant } from './found-sign-in.ts'
import { refreshGrant } from './refresh-grant.ts'
import {
  type FoundSignIn,
  type ResolvedCodeGrant,
  resolveCodeGrant,
  resolveTokenSource
} from './resolve-code-grant.ts'
import { joinScopes, scopesWithout } from './step-up.ts'
import { addedScopesOf, type StoredTokenSource, type StoredTokens, signedIn } from './stored-tokens.ts'
import { revokeToken, type TokenSet } from './token-requests.ts'
import { isFresh, isNew, isValid, LEAST_AGE, placeOfToken, type Tokens } from './tokens.ts'

/** Connection with an access token from a sign-in at the service. */
export interface SignedInAccount {
  connectionId: Id
  authentication: Authentication
  grant: CodeGrant
  values: ConnectionValues
}

/** Tokens of connections with a sign-in at the service. */
export interface Authorizations extends Tokens<SignedInAccount> {
  /** Stores the tokens of a new sign-in. `refreshes` is false for a service that never refreshes tokens. */
  keep: (connectionId: Id, source: StoredTokenSource, tokens: TokenSet, refreshes: boolean) => Promise<void>
  /**
   * Revokes the tokens at the service. Returns false if there are no tokens, or if the service does not
   * support revocation.
   * @throws {Fault} `connection.not-revoked`, the faults of `resolveCodeGrant`, and those of the client.
   */
  revoke: (account: SignedInAccount) => Promise<boolean>
  /**
   * Returns the discovered sign-in that issued a connection's stored tokens, with the scopes that the next
   * sign-in must add. Null if the sign-in was not discovered.
   */
  foundFor: (connectionId: Id) => Promise<FoundSignIn | null>
  /** Drops the cached tokens of a connection whose values have changed. */
  forget: (connectionId: Id) => void
  /**
   * Drops cached tokens that another process may have replaced. Null drops them for all connections. Tokens
   * that this process is refreshing stay cached.
   */
  reread: (connectionId: Id | null) => void
}

/** Number of consecutive refusals after which a token that cannot be refreshed counts as revoked. */
const MOST_REFUSALS = 3

/**
 * Creates the token source for the authorization code grant. Concurrent requests for a token share one
 * refresh, even across processes. A refresh is recorded before it is sent, and its tokens are stored before
 * they are used. After a crash in between, the old refresh token is sent again. If the service accepts that
 * token only once, the authorization is marked as lost.
 * @throws {Fault} `current` and `renewed` throw `connection.sign-in-needed`, `connection.authorization-lost`,
 * `connection.no-token`, and the errors of `resolveCodeGrant` and the client.
 */
export const createAuthorizations = (params: {
  store: Pick<Store, 'connections' | 'alone'>
  effects: Pick<Effects, 'clientFor' | 'clock' | 'scrubber' | 'sealer' | 'crypto' | 'log'>
  clients: ClientSecrets
  lostAlert: (connection: Connection, why: string, at: Millis) => NewAlert
}): Authorizations => {
  const { store, effects, clients, lostAlert } = params
  const { sealer } = effects
  const known = new Map<Id, StoredTokens>()
  const refreshing = new Map<Id, Promise<StoredTokens>>()
  /** Connections with new tokens that are not stored yet. */
  const unwritten = new Set<Id>()
  /**
   * Reasons why authorizations are being marked as lost, by connection id. Stored tokens of these connections
   * are no longer used.
   */
  const losing = new Map<Id, string>()
  /**
   * Times of the last temporary refresh failures, by connection id. Only failures while the old token was
   * still valid count.
   */
  const failedAt = new Map<Id, Millis>()
  /** Numbers of consecutive refusals of tokens that cannot be refreshed, by connection id. */
  const refusals = new Map<Id, number>()

  /**
   * Returns a hash that serves as the cache key of tokens. It covers the URLs and the client, since tokens
   * are valid only with these.
   */
  const hashOf = (parts: string[]): string =>
    Buffer.from(effects.crypto.hash('sha256', Buffer.from(JSON.stringify(parts)))).toString('base64url')

  const keyOfTarget = ({ address, baseOrigin }: FoundTarget): string => hashOf(['found', address, baseOrigin])

  const keyOf = ({ tokenUrl, refreshUrl, clientId, found }: StoredTokenSource): string =>
    // What was found may be found at other URLs later.
    found === undefined ? hashOf([tokenUrl, refreshUrl, clientId]) : keyOfTarget(found)

  const keyFor = ({ authentication, grant, values }: SignedInAccount): string =>
    isFoundGrant(grant)
      ? keyOfTarget(foundTargetOf(authentication, grant, values))
      : keyOf(resolveTokenSource(authentication, grant, values))

  const connectionOf = async (id: Id): Promise<Connection> => {
    const found = await store.connections.find(id)
    if (found === null) throw new Fault('connection.gone')
    return found.connection
  }

  const readHeld = async (connectionId: Id): Promise<StoredTokens> => {
    const refuseLost = (): void => {
      const why = losing.get(connectionId)
      if (why !== undefined) throw new Fault('connection.authorization-lost', { why })
    }
    refuseLost()
    const { authorization, tokenSealed } = await store.connections.authorizationOf(connectionId)
    if (authorization?.is === 'lost') {
      throw new Fault('connection.authorization-lost', { why: authorization.why })
    }
    if (tokenSealed === null || authorization === null) {
      throw new Fault('connection.sign-in-needed', { why: '' })
    }
    const held: StoredTokens = JSON.parse(sealer.open(tokenSealed, placeOfToken(connectionId)))
    refuseLost()
    // Of two that read at once, both go on with the same.
    const cached = known.get(connectionId) ?? held
    known.set(connectionId, cached)
    return cached
  }

  const heldFor = async (connectionId: Id, key: string): Promise<StoredTokens> => {
    const held = known.get(connectionId) ?? (await readHeld(connectionId))
    if (held.for === key) return held
    const what = held.found === undefined ? 'client or token URL of the connector' : 'address of the service'
    const why = ` because the ${what} changed`
    throw new Fault('connection.sign-in-needed', { why })
  }

  const sealTokens = (connectionId: Id, held: StoredTokens): Uint8Array =>
    sealer.seal(JSON.stringify(held), placeOfToken(connectionId))

  /**
   * Stores refreshed tokens. Returns false if the connection was signed out or signed in again during the
   * refresh.
   */
  const writeRefreshed = async (connectionId: Id, held: StoredTokens): Promise<boolean> => {
    unwritten.add(connectionId)
    const { fetchedAt } = held
    const sealed = sealTokens(connectionId, held)
    const status = signedIn(held, true)
    const isKept = await store.connections.keepRefreshed(connectionId, fetchedAt, sealed, status)
    unwritten.delete(connectionId)
    if (!isKept && known.get(connectionId) === held) known.delete(connectionId)
    return isKept
  }

  /**
   * Marks the authorization as lost and throws. If somebody signed in again in the meantime, returns the new
   * tokens instead. The alert may leave the installation, so it does not contain the service's `answer`.
   */
  const lose = async (
    connection: Connection,
    { fetchedAt }: StoredTokens,
    reason: string,
    answer = ''
  ): Promise<StoredTokens> => {
    const at = effects.clock()
    const why = `${reason}${answer}`
    known.delete(connection.id)
    refusals.delete(connection.id)
    const alert = lostAlert(connection, reason, at)
    losing.set(connection.id, why)
    try {
      const lost = { is: 'lost', at, why } as const
      const isLost = await store.connections.loseAuthorization(connection.id, fetchedAt, lost, alert)
      if (isLost) throw new Fault('connection.authorization-lost', { why })
    } finally {
      losing.delete(connection.id)
    }
    return readHeld(connection.id)
  }

  /**
   * Resolves the code grant of an account. If the sign-in that issued the tokens was discovered, uses its
   * URLs and client.
   */
  const codeFor = async (
    { authentication, grant, values }: SignedInAccount,
    { connectorId }: Connection,
    { found }: StoredTokens
  ): Promise<ResolvedCodeGrant> => {
    if (isFoundGrant(grant)) {
      if (found === undefined) throw new Fault('connection.sign-in-needed', { why: '' })
      return resolveFoundGrant(authentication, grant, values, found)
    }
    const secrets = await clients.open(connectorId)
    return resolveCodeGrant(authentication, grant, values, id => secrets.get(id) ?? null)
  }

  const refresh = async (account: SignedInAccount, held: StoredTokens): Promise<StoredTokens> => {
    const { connectionId, grant } = account
    const connection = await connectionOf(connectionId)
    if (held.refresh === null || !grant.refreshes) {
      return lose(connection, held, 'The access token has expired, and the service gave no refresh token.')
    }
    const code = await codeFor(account, connection, held)
    const { refreshBegan, authorization } = await store.connections.authorizationOf(connectionId)
    const lacks = addedScopesOf(authorization)
    const fetchedAt = effects.clock()
    await store.connections.beginRefresh(connectionId, fetchedAt)
    const result = await refreshGrant(effects, account, code, held.refresh)
    // Somebody has signed in again or replaced the values meanwhile.
    const now = known.get(connectionId)
    if (now !== held) return now ?? readHeld(connectionId)
    if (result.is === 'lost') {
      const before =
        refreshBegan === null
          ? ''
          : ' The response to an earlier refresh was lost, so the service may already have replaced the refresh token.'
      return lose(connection, held, `${result.reason}${before}`, result.answer)
    }
    const { asked, scope } = held
    const renewed: StoredTokens = {
      ...(scope !== undefined && { scope }),
      ...(asked !== undefined && { asked }),
      ...(lacks !== undefined && { lacks }),
      ...result.tokens,
      refresh: result.tokens.refresh ?? held.refresh,
      for: held.for,
      fetchedAt,
      ...(result.found !== undefined && { found: result.found })
    }
    known.set(connectionId, renewed)
    const isCurrent = await writeRefreshed(connectionId, renewed).catch(thrown => {
      // The tokens are good until the next stop, and are written again with the next request.
      effects.log('The new tokens of a connection could not be saved. This is retried automatically.', {
        connection: connectionId,
        code: toFault(thrown).code
      })
      return true
    })
    return isCurrent ? renewed : (known.get(connectionId) ?? readHeld(connectionId))
  }

  /** Returns the tokens that another process has stored in the meantime. Null if there are none. */
  const takeOver = async (account: SignedInAccount, held: StoredTokens): Promise<StoredTokens | null> => {
    const { connectionId } = account
    if (unwritten.has(connectionId) || known.get(connectionId) !== held) return null
    known.delete(connectionId)
    const stored = await readHeld(connectionId)
    if (stored.access === held.access) {
      known.set(connectionId, held)
      return null
    }
    return heldFor(connectionId, keyFor(account))
  }

  const refreshOnce = (account: SignedInAccount, held: StoredTokens): Promise<StoredTokens> => {
    const { connectionId } = account
    const under = refreshing.get(connectionId)
    if (under !== undefined) return under
    const renewed = store
      .alone(`token ${connectionId}`, async isShared => {
        const others = isShared ? await takeOver(account, held) : null
        return others ?? refresh(account, held)
      })
      .finally(() => refreshing.delete(connectionId))
    refreshing.set(connectionId, renewed)
    return renewed
  }

  /** Refreshes ahead of expiry. After a failure, the current token is used while it is valid. */
  const refreshAhead = async (account: SignedInAccount, held: StoredTokens): Promise<string> => {
    const { connectionId, grant } = account
    const isUsable = isValid(held, effects.clock())
    const hasJustFailed = effects.clock() - (failedAt.get(connectionId) ?? -LEAST_AGE) < LEAST_AGE
    const mayRefresh = held.refresh !== null && grant.refreshes
    if (isUsable && (hasJustFailed || !mayRefresh)) return held.access
    try {
      const { access } = await refreshOnce(account, held)
      failedAt.delete(connectionId)
      return access
    } catch (thrown) {
      if (known.get(connectionId) !== held || !isValid(held, effects.clock())) throw thrown
      failedAt.set(connectionId, effects.clock())
      return held.access
    }
  }

  return {
    current: async account => {
      const { connectionId } = account
      const held = await heldFor(connectionId, keyFor(account))
      if (unwritten.has(connectionId)) await writeRefreshed(connectionId, held).catch(() => {})
      return isFresh(held, effects.clock()) ? held.access : refreshAhead(account, held)
    },
    renewed: async (account, refused) => {
      const { connectionId } = account
      const held = await heldFor(connectionId, keyFor(account))
      if (held.access !== refused) return held.access
      if (isNew(held, effects.clock())) return held.access
      if (held.refresh !== null && account.grant.refreshes) return (await refreshOnce(account, held)).access
      const count = (refusals.get(connectionId) ?? 0) + 1
      refusals.set(connectionId, count)
      if (count < MOST_REFUSALS) return held.access
      const connection = await connectionOf(connectionId)
      return (await lose(connection, held, 'The service refused the access token with status 401.')).access
    },
    accepted: ({ connectionId }) => void refusals.delete(connectionId),
    lackingScopes: async (account, refused, scopes) => {
      const { connectionId, grant } = account
      if (!isFoundGrant(grant) || scopes.length === 0) return null
      const held = await heldFor(connectionId, keyFor(account))
      // Somebody has signed in again meanwhile, perhaps with these scopes.
      if (held.access !== refused) return null
      const missing = scopesWithout(scopes, held.asked, held.scope)
      if (missing.length === 0)
        return new Fault('connection.scopes-refused', { scopes: scopes.join(', '), sent: 'no' })
      const { authorization } = await store.connections.authorizationOf(connectionId)
      const add = (lacks: string | undefined): string => joinScopes(lacks, missing.join(' '))
      const lacks = addedScopesOf(authorization)
      // Of the time of the refused tokens, since other processes may have replaced them meanwhile.
      if (add(lacks) !== lacks) await store.connections.requestScopes(connectionId, held.fetchedAt, add)
      const { purpose } = await connectionOf(connectionId)
      const place = purpose === 'user' && { connectionId }
      return new Fault('connection.scopes-missing', { scopes: missing.join(', '), sent: 'no', ...place })
    },
    keep: async (connectionId, source, tokens, refreshes) => {
      const { found, scope: asked } = source
      const held: StoredTokens = {
        ...{ ...tokens, for: keyOf(source), fetchedAt: effects.clock() },
        ...(found !== undefined && { found }),
        ...(asked !== undefined && { asked })
      }
      refusals.delete(connectionId)
      unwritten.delete(connectionId)
      // Before it is written, so that a refresh in progress does not replace it.
      known.set(connectionId, held)
      const sealed = sealTokens(connectionId, held)
      const status = signedIn(held, refreshes)
      await store.connections.keepAuthorization(connectionId, sealed, status).catch(thrown => {
        if (known.get(connectionId) === held) known.delete(connectionId)
        throw thrown
      })
    },
    revoke: async account => {
      const { connectionId, grant } = account
      if (!revokesTokens(grant)) return false
      const { tokenSealed } = await store.connections.authorizationOf(connectionId)
      if (tokenSealed === null) return false
      const held = known.get(connectionId) ?? (await readHeld(connectionId))
      // The connector changed to sign-ins that are found after this one.
      if (isFoundGrant(grant) && held.found === undefined) return false
      const code = await codeFor(account, await connectionOf(connectionId), held)
      const { revokeUrl } = code
      if (revokeUrl === null || keyOf(code) !== held.for) return false
      const revocable = { ...code, revokeUrl }
      // The refresh token first: most services revoke its access tokens with it.
      if (held.refresh !== null)
        await revokeToken(effects, revocable, { value: held.refresh, hint: 'refresh_token' })
      await revokeToken(effects, revocable, { value: held.access, hint: 'access_token' })
      return true
    },
    foundFor: async connectionId => {
      const { tokenSealed, authorization } = await store.connections.authorizationOf(connectionId)
      if (tokenSealed === null) return null
      const held: StoredTokens = JSON.parse(sealer.open(tokenSealed, placeOfToken(connectionId)))
      if (held.found === undefined) return null
      const lacks = addedScopesOf(authorization)
      const added = lacks === undefined ? held.found.added : joinScopes(held.found.added, held.scope, lacks)
      return { ...held.found, ...(added !== undefined && { added }) }
    },
    forget: connectionId => {
      known.delete(connectionId)
      unwritten.delete(connectionId)
      refusals.delete(connectionId)
      failedAt.delete(connectionId)
    },
    reread: connectionId => {
      for (const id of connectionId === null ? [...known.keys()] : [connectionId]) {
        if (!refreshing.has(id) && !unwritten.has(id)) known.delete(id)
      }
    }
  }
}
