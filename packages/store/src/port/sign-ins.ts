import type { Id, Millis } from '@hookwright/model'

/** Sign-in at a service that is not complete yet. */
export interface SignInAttempt {
  id: Id
  /** SHA-256 hash of the OAuth `state` parameter. */
  stateHash: Uint8Array
  connectionId: Id
  /** Key of the session that started the sign-in. */
  session: string
  /** Encrypted values for the code exchange. */
  sealed: Uint8Array
  /** Path of the page that started the sign-in. */
  returnTo: string
  expiresAt: Millis
}

/** Result of claiming a sign-in. A sign-in can be claimed once, by its own session, before it expires. */
export type SignInClaim =
  | { is: 'claimed'; attempt: SignInAttempt }
  | { is: 'unknown' }
  | { is: 'other-session' | 'used' | 'expired'; returnTo: string }

/** Store of sign-ins at services that are in progress. */
export interface SignInStore {
  /** Writes a sign-in. Throws `connection.gone`. */
  begin(attempt: SignInAttempt): Promise<void>
  /** Deletes sign-ins and returns them: all of one connection, or, with `now`, all that expired long ago. */
  take(
    which: { connectionId: Id } | { now: Millis }
  ): Promise<Pick<SignInAttempt, 'id' | 'connectionId' | 'sealed'>[]>
  /**
   * Claims the sign-in with a state hash, so that no other request can. A sign-in of another session stays
   * unchanged.
   */
  claim(stateHash: Uint8Array, session: string | null, now: Millis): Promise<SignInClaim>
}
