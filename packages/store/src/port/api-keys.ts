import type { ApiKey, Id, Millis } from '@hookwright/model'

/** Maximum number of active keys of one member. */
export const MOST_API_KEYS = 50

export interface ApiKeyStore {
  /**
   * Adds a key. Throws `api-key.name-taken` and `api-keys.too-many`, which count the keys of the owner that are active at
   * its creation.
   */
  add(key: ApiKey, tokenHash: Uint8Array): Promise<void>
  /** Returns the key of a token, also an expired or revoked one. One indexed read. */
  byHash(tokenHash: Uint8Array): Promise<ApiKey | null>
  find(id: Id): Promise<ApiKey | null>
  /** Returns keys of one owner, or of all for null, newest first. */
  list(ownerId: string | null): Promise<ApiKey[]>
  /** Notes a use, unless one was noted after `unlessAfter`. */
  noteUse(id: Id, use: { at: Millis; unlessAfter: Millis }): Promise<void>
  /** Ends a key; one that was revoked stays as it is. Throws `api-key.gone`. */
  revoke(id: Id, at: Millis): Promise<void>
  /** Ends all keys of an owner. */
  revokeOf(ownerId: string, at: Millis): Promise<void>
  /** Deletes up to `most` keys that expired or were revoked before a time; returns their number. */
  forget(before: Millis, most: number): Promise<number>
}
