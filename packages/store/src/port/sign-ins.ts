import type { Id, Millis } from '@hookwright/model'

/** Sign-in at a service that is not completed yet. */
export interface SignInAttempt {
  id: Id
  /** SHA-256 hash of the state in the response. */
  stateHash: Uint8Array
  connectionId: Id
  /** Key of the session that began it. */
  session: string
  /** Sealed values for the code exchange. */
  sealed: Uint8Array
  /** Path of the page that began it. */
  returnTo: string
  expiresAt: Millis
}

/**
 * Result of claiming a sign-in. It can be claimed once, by its own session and before it expires.
 */
export type SignInClaim =
  | { is: 'claimed'; attempt: SignInAttempt }
  | { is: 'unknown' }
  | { is: 'other-session' | 'used' | 'expired'; returnTo: string }

/** Sign-ins in progress at services. */
export interface SignInStore {
  /** Writes a sign-in. Throws `connection.gone`. */
  begin(attempt: SignInAttempt): Promise<void>
  /** Deletes the sign-ins of a connection, or those that expired long ago, and returns them. */
  take(
    which: { connectionId: Id } | { now: Millis }
  ): Promise<Pick<SignInAttempt, 'id' | 'connectionId' | 'sealed'>[]>
  /** Claims the sign-in with a state, exclusively. A sign-in of another session is unchanged. */
  claim(stateHash: Uint8Array, session: string | null, now: Millis): Promise<SignInClaim>
}
