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
  /** Scopes that the service has asked for since, which are in the status of the connection too. */
  lacks?: string
}

/** Client and URLs that tokens belong to, with their discovered sign-in and its scopes. */
export type StoredTokenSource = TokenSource & { found?: FoundSignIn; scope?: string }

/** Status of a connection that has tokens, with the end of its access where that cannot be refreshed. */
export const signedIn = (
  { fetchedAt, refresh, until, lacks }: StoredTokens,
  refreshes: boolean
): ConnectionAuthorization => ({
  is: 'signed-in',
  at: fetchedAt,
  ...(lacks !== undefined && { lacks }),
  ...(until !== null && !(refresh !== null && refreshes) && { endsAt: until })
})

/** Returns the scopes that a service has asked for since the sign-in of a connection. */
export const lacksOf = (authorization: ConnectionAuthorization | null): string | undefined =>
  authorization?.is === 'signed-in' ? authorization.lacks : undefined
