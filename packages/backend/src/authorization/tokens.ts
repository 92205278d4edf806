import {
  type Authentication,
  type ConnectionValues,
  type Fault,
  type Id,
  MINUTE,
  type Millis,
  SECOND,
  type TokenGrant,
  toFault
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { type AccessToken, type ResolvedGrant, requestToken, resolveGrant } from './request-token.ts'
import { secretsOf } from './secrets-of.ts'

/** Connection with requests that are authenticated by a token. */
export interface Account {
  connectionId: Id
  authentication: Authentication
  grant: TokenGrant
  values: ConnectionValues
}

/**
 * Access tokens of connections, stored sealed. Concurrent requests for a token share one call to the service,
 * even across processes.
 */
export interface Tokens<Of> {
  /** Returns a valid token. Fetches one when there is none or it is about to expire. */
  current: (account: Of) => Promise<string>
  /**
   * Returns a new token after the service refused the given token. Returns the same token if it was fetched
   * only moments ago, so a service that refuses every token is not called repeatedly.
   */
  renewed: (account: Of, refused: string) => Promise<string>
  /** Called when the service accepted a token of the account. */
  accepted?: (account: Of) => void
  /**
   * Returns the fault of a request that was refused because the token lacks scopes. Null if a new sign-in
   * would not help.
   */
  lackingScopes?: (account: Of, refused: string, scopes: string[]) => Promise<Fault | null>
}

/** Cached token of a connection. `for` is the cache key of the grant with which it was requested. */
interface Held extends AccessToken {
  for: string
  fetchedAt: Millis
}

/** Time before expiry at which a new token is fetched, at most a tenth of its lifetime. */
const EARLY: Millis = MINUTE
/** Minimum age of a refused token before a new token is fetched. */
export const LEAST_AGE: Millis = 10 * SECOND

/**
 * Returns true for a token that was fetched only moments ago. A token with a time in the future counts as
 * old: it is from a process with a clock that is ahead, and would otherwise not be replaced in time.
 */
export const isNew = ({ fetchedAt }: { fetchedAt: Millis }, now: Millis): boolean =>
  Math.abs(now - fetchedAt) < LEAST_AGE

/** Returns true while a token is valid. A token without a known expiry counts as valid. */
export const isValid = ({ until }: { until: Millis | null }, now: Millis): boolean =>
  until === null || now < until

/** Returns true until a new token must be fetched. */
export const isFresh = (
  { until, fetchedAt }: { until: Millis | null; fetchedAt: Millis },
  now: Millis
): boolean => until === null || now < until - Math.min(EARLY, (until - fetchedAt) / 10)

/** Returns the `place` (associated data) for the encryption of a connection's access token. */
export const placeOfToken = (connectionId: Id): string => `connection/${connectionId}/token`

/**
 * Creates the token source for the client credentials grant. Both methods throw the errors of `requestToken`.
 */
export const createTokens = (params: {
  store: Pick<Store, 'connections' | 'alone'>
  effects: Pick<
    Effects,
    'clientFor' | 'clock' | 'cryptography' | 'newId' | 'scrubber' | 'sealer' | 'crypto' | 'log'
  >
}): Tokens<Account> => {
  const { store, effects } = params
  const { sealer } = effects
  const known = new Map<Id, Held>()
  const fetching = new Map<string, Promise<Held>>()
  /**
   * Times of the last failed requests for a new token. Only failures while the old token was still valid
   * count.
   */
  const failedAt = new Map<string, Millis>()

  /** Returns the cache key of a token. Other values of the grant or another URL result in another key. */
  const keyOf = (grant: ResolvedGrant): string =>
    Buffer.from(effects.crypto.hash('sha256', Buffer.from(JSON.stringify(grant)))).toString('base64url')

  const readKept = async (connectionId: Id): Promise<Held | null> => {
    const sealed = await store.connections.tokenOf(connectionId)
    if (sealed === null) return null
    try {
      const held: Held = JSON.parse(sealer.open(sealed, placeOfToken(connectionId)))
      return held
    } catch (thrown) {
      effects.log('A cached access token could not be read. A new one is requested.', {
        connection: connectionId,
        code: toFault(thrown).code
      })
      return null
    }
  }

  const fetch = async (account: Account, grant: ResolvedGrant, key: string): Promise<Held> => {
    const { connectionId, authentication, values } = account
    const fetchedAt = effects.clock()
    const params = await requestToken(effects, grant, secretsOf(authentication, values))
    const held = { ...params, for: key, fetchedAt }
    known.set(connectionId, held)
    failedAt.delete(`${connectionId} ${key}`)
    // Without the disk it is fetched again after the next start.
    const sealed = sealer.seal(JSON.stringify(held), placeOfToken(connectionId))
    await store.connections.keepToken(connectionId, sealed).catch(() => {})
    return held
  }

  /**
   * Returns a valid token other than `seen`, the last one that the caller used. With `isShared`, reads the
   * stored token, which another process may have fetched. Null if there is none.
   */
  const fetchedSince = async (
    { connectionId }: Account,
    key: string,
    { seen, isShared }: { seen: string | null; isShared: boolean }
  ): Promise<Held | null> => {
    const held = isShared ? await readKept(connectionId) : (known.get(connectionId) ?? null)
    if (held?.for !== key || held.token === seen || !isValid(held, effects.clock())) return null
    known.set(connectionId, held)
    return held
  }

  const fetchOnce = (
    account: Account,
    grant: ResolvedGrant,
    key: string,
    seen: string | null
  ): Promise<Held> => {
    const of = `${account.connectionId} ${key}`
    const under = fetching.get(of)
    if (under !== undefined) return under
    const fetched = store
      .alone(
        `token ${account.connectionId}`,
        async isShared =>
          (await fetchedSince(account, key, { seen, isShared })) ?? (await fetch(account, grant, key))
      )
      .finally(() => fetching.delete(of))
    fetching.set(of, fetched)
    return fetched
  }

  /** Returns the cached token for this key, even if it has expired. */
  const heldFor = async (connectionId: Id, key: string): Promise<Held | null> => {
    const held = known.get(connectionId) ?? (await readKept(connectionId))
    if (held === null || held.for !== key) return null
    known.set(connectionId, held)
    return held
  }

  return {
    current: async account => {
      const { connectionId, authentication, grant, values } = account
      const read = resolveGrant(authentication, grant, values)
      const key = keyOf(read)
      const held = await heldFor(connectionId, key)
      if (held === null) return (await fetchOnce(account, read, key, null)).token
      if (isFresh(held, effects.clock())) return held.token
      const of = `${account.connectionId} ${key}`
      const hasJustFailed = effects.clock() - (failedAt.get(of) ?? -LEAST_AGE) < LEAST_AGE
      if (hasJustFailed && isValid(held, effects.clock())) return held.token
      try {
        return (await fetchOnce(account, read, key, held.token)).token
      } catch (thrown) {
        if (!isValid(held, effects.clock())) throw thrown
        failedAt.set(of, effects.clock())
        return held.token
      }
    },
    renewed: async (account, refused) => {
      const { connectionId, authentication, grant, values } = account
      const read = resolveGrant(authentication, grant, values)
      const key = keyOf(read)
      const held = await heldFor(connectionId, key)
      const isOther = held !== null && held.token !== refused
      if (held !== null && (isOther || isNew(held, effects.clock()))) return held.token
      return (await fetchOnce(account, read, key, refused)).token
    }
  }
}
