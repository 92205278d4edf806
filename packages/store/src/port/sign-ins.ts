import type { Id, Millis } from '@hookwright/model'

/** Sign-in at a service that was begun and not answered yet. */
export interface SignInAttempt {
  id: Id
  /** The SHA-256 of the state that comes back with the answer. */
  stateHash: Uint8Array
  connectionId: Id
  /** Key of the session that began it. */
  session: string
  /** Values with which the answer is exchanged, sealed. */
  sealed: Uint8Array
  /** Path of the page that began it. */
  returnTo: string
  expiresAt: Millis
}

/** Result of claiming a sign-in: it can be claimed once, by its own session and in its time. */
export type SignInClaim =
  | { is: 'claimed'; attempt: SignInAttempt }
  | { is: 'unknown' }
  | { is: 'other-session' | 'used' | 'expired'; returnTo: string }

/** Sign-ins at services that have begun. */
export interface SignInStore {
  /** Writes one, and deletes those that expired long ago. Throws `connection.gone`. */
  begin(attempt: SignInAttempt, now: Millis): Promise<void>
  /** Claims the sign-in with a state, which nobody can claim again. One of another session stays as it is. */
  claim(stateHash: Uint8Array, session: string | null, now: Millis): Promise<SignInClaim>
}
