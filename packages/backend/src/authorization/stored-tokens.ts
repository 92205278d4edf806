import type { ConnectionAuthorization, Millis } from '@hookwright/model'
import type { FoundSignIn, TokenSource } from './resolve-code-grant.ts'
import type { TokenSet } from './token-requests.ts'

/** Tokens of a connection, with the client and URLs that they belong to. */
export interface StoredTokens extends TokenSet {
  for: string
  fetchedAt: Millis
  /** Sign-in that issued them, if it was discovered at the service. */
  found?: FoundSignIn
  /** Scopes that the sign-in requested, separated by spaces. */
  asked?: string
  /** Scopes that the service has requested since the sign-in. The connection's status contains them too. */
  lacks?: string
}

/**
 * Client and token URLs with which tokens were requested. A discovered sign-in and the scopes are included,
 * if any.
 */
export type StoredTokenSource = TokenSource & { found?: FoundSignIn; scope?: string }

/**
 * Returns the status of a connection that has tokens. If they cannot be refreshed, it contains their expiry.
 */
export const signedIn = (
  { fetchedAt, refresh, until, lacks }: StoredTokens,
  refreshes: boolean
): ConnectionAuthorization => ({
  is: 'signed-in',
  at: fetchedAt,
  ...(lacks !== undefined && { lacks }),
  ...(until !== null && !(refresh !== null && refreshes) && { endsAt: until })
})

/** Returns the scopes that a service has requested since the sign-in of a connection. */
export const addedScopesOf = (authorization: ConnectionAuthorization | null): string | undefined =>
  authorization?.is === 'signed-in' ? authorization.lacks : undefined
