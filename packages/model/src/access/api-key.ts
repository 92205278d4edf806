import { z } from 'zod'
import { Id } from '../kernel/ids.ts'
import { DAY, Millis } from '../kernel/millis.ts'
import { Role, roles } from '../kernel/role.ts'

/** Prefix of each API key, which lets people and secret scanners recognize it. */
export const API_KEY_PREFIX = 'hwk_'

/** Number of random bytes of a key. */
export const API_KEY_BYTES = 32

const apiKeyToken = /^hwk_[A-Za-z0-9_-]{43}$/

/** Returns true for a text in the format of an API key. */
export const isApiKeyToken = (text: string): boolean => apiKeyToken.test(text)

/** Maximum lifetime of a key, in milliseconds. */
export const LONGEST_API_KEY = 5 * 366 * DAY

/** Name of a key. It is unique, ignoring case, among the active keys of its owner. */
export const ApiKeyName = z.string().trim().min(1, 'Enter a name for the key.').max(60)

/**
 * Settings of a new key. `connectors` limits the key to these connectors and to flows that use no others;
 * null means no limit.
 */
export const NewApiKey = z.strictObject({
  name: ApiKeyName,
  role: Role,
  connectorIds: z.array(Id).min(1, 'Choose at least one connector.').max(100).nullable(),
  expiresAt: Millis
})
export type NewApiKey = z.infer<typeof NewApiKey>

/** API key without its token. Only the token's hash and last characters are stored. */
export interface ApiKey extends NewApiKey {
  id: Id
  ownerId: string
  /** Last 4 characters of the token. */
  last4: string
  createdAt: Millis
  /** Time of the last use, accurate to a minute; null before the first use. */
  lastUsedAt: Millis | null
  revokedAt: Millis | null
}

/** Returns the state of a key, such as active or expired. */
export const apiKeyStateOf = (
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: Millis
): 'active' | 'expired' | 'revoked' => {
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'active'
}

/** Returns the one of two roles that has fewer permissions. */
export const lesserRole = (one: Role, other: Role): Role =>
  roles.indexOf(one) <= roles.indexOf(other) ? one : other
