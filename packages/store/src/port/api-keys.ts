import type { ApiKey, Id, Millis } from '@hookwright/model'

/** Maximum number of active keys of one member. */
export const MOST_API_KEYS = 50

export interface ApiKeyStore {
  /**
   * Adds a key.
   * @throws `api-key.name-taken`, `api-keys.too-many`; both count only the owner's active keys.
   */
  add(key: ApiKey, tokenHash: Uint8Array): Promise<void>
  /** Returns the key with a token hash, even if it expired or was revoked. One indexed read. */
  byHash(tokenHash: Uint8Array): Promise<ApiKey | null>
  find(id: Id): Promise<ApiKey | null>
  /** Lists the keys of one owner, newest first. `null` for the keys of all owners. */
  list(ownerId: string | null): Promise<ApiKey[]>
  /** Records a use, unless a use was recorded after `unlessAfter`. */
  noteUse(id: Id, use: { at: Millis; unlessAfter: Millis }): Promise<void>
  /** Revokes a key. An already revoked key stays unchanged. Throws `api-key.gone`. */
  revoke(id: Id, at: Millis): Promise<void>
  /** Revokes all keys of an owner. */
  revokeOf(ownerId: string, at: Millis): Promise<void>
  /** Deletes up to `most` keys that expired or were revoked before a time. Returns their number. */
  forget(before: Millis, most: number): Promise<number>
}
