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

/** Result of taking a sign-in: it can be taken once, by its own session and in its time. */
export type TakenSignIn =
  | { is: 'taken'; attempt: SignInAttempt }
  | { is: 'unknown' }
  | { is: 'other-session' | 'used' | 'expired'; returnTo: string }

/** Sign-ins at services that have begun. */
export interface SignInStore {
  /** Writes one, and deletes those that expired long ago. Throws `connection.gone`. */
  begin(attempt: SignInAttempt, now: Millis): Promise<void>
  /** Takes the sign-in with a state, which nobody can take again then. One of another session stays as it is. */
  take(stateHash: Uint8Array, session: string | null, now: Millis): Promise<TakenSignIn>
}
