import {
  type AgentRef,
  API_KEY_BYTES,
  API_KEY_PREFIX,
  type ApiKey,
  apiKeyStateOf,
  Fault,
  type Id,
  isApiKeyToken,
  LONGEST_API_KEY,
  lesserRole,
  MINUTE,
  type NewApiKey,
  type Role,
  roleSeesAll,
  roles
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Valid API key with its effective role. */
export interface KeyInUse {
  key: ApiKey
  /** Lower one of the key's role and the owner's role. */
  role: Role
  /**
   * True if the key may access only items of its owner. False only if the roles of both key and owner may see
   * other members' items.
   */
  ownItemsOnly: boolean
}

/** API keys of members. */
export interface ApiKeys {
  /**
   * Creates a key. Its token is returned only here. Throws `api-key.role-too-high`,
   * `api-key.bad-expiry`, `connector.gone`, `api-key.name-taken`, `api-keys.too-many`.
   */
  create: (owner: { id: string; role: Role }, key: NewApiKey) => Promise<{ key: ApiKey; token: string }>
  /** Lists the keys of one owner, newest first; null lists the keys of all owners. */
  list: (ownerId: string | null) => Promise<ApiKey[]>
  /** Returns a key. Throws `api-key.gone`. */
  get: (id: Id) => Promise<ApiKey>
  /**
   * Returns the valid key with this token and records its use. Throws `api-key.invalid`, `api-key.revoked`,
   * `api-key.expired`.
   */
  use: (token: string) => Promise<KeyInUse>
  /** Returns a valid key without recording a use; null if it is expired or revoked. */
  look: (id: Id) => Promise<KeyInUse | null>
  /** Revokes a key immediately. Throws `api-key.gone`. */
  revoke: (id: Id) => Promise<void>
  /** Revokes all keys of a member. */
  revokeOf: (ownerId: string) => Promise<void>
  /**
   * Calls the listener after each stored revocation. Returns a function that removes the listener.
   */
  onRevocation: (listener: () => void) => () => void
}

/** Minimum time between two writes of a key's last use. Most requests therefore write nothing. */
const USE_LAG = MINUTE

const rankOf = (role: Role): number => roles.indexOf(role)

export const createApiKeys = ({
  store,
  effects,
  forget
}: {
  store: Pick<Store, 'apiKeys' | 'connectors'>
  effects: Pick<Effects, 'clock' | 'newId' | 'randomBytes' | 'hashToken' | 'roleOf' | 'log'>
  /** Ends the subscriptions and waiting calls of an agent after its key was revoked. */
  forget: (ref: AgentRef) => Promise<void>
}): ApiKeys => {
  const { apiKeys } = store
  const listeners = new Set<() => void>()

  const tellAfter = async (revocation: Promise<void>, keys: (ApiKey | null)[]): Promise<void> => {
    await revocation
    for (const listener of [...listeners]) listener()
    for (const key of keys) {
      if (key !== null) await forget({ memberId: key.ownerId, clientKey: `key:${key.id}` })
    }
  }

  const inUse = (key: ApiKey): KeyInUse | null => {
    const owners = effects.roleOf(key.ownerId)
    if (owners === null) return null
    const ownItemsOnly = ![owners, key.role].every(roleSeesAll)
    return { key, role: lesserRole(owners, key.role), ownItemsOnly }
  }

  const noteUse = ({ id, lastUsedAt }: ApiKey): void => {
    const at = effects.clock()
    const unlessAfter = at - USE_LAG
    if (lastUsedAt !== null && lastUsedAt > unlessAfter) return
    // The answer does not wait for it, and a full disk refuses no reading.
    apiKeys.noteUse(id, { at, unlessAfter }).catch(thrown =>
      effects.log(
        'The time at which an API key was last used could not be saved. This is retried when the key is used again.',
        {
          cause: String(thrown)
        }
      )
    )
  }

  return {
    create: async (owner, { name, role, connectorIds, expiresAt }) => {
      if (rankOf(role) > rankOf(owner.role)) throw new Fault('api-key.role-too-high', { role: owner.role })
      const createdAt = effects.clock()
      if (expiresAt <= createdAt) throw new Fault('api-key.bad-expiry', { why: 'is in the past' })
      if (expiresAt > createdAt + LONGEST_API_KEY) {
        throw new Fault('api-key.bad-expiry', { why: 'is more than five years away' })
      }
      for (const id of connectorIds ?? []) {
        if ((await store.connectors.find(id)) === null) throw new Fault('connector.gone')
      }
      const bytes = Buffer.from(effects.randomBytes(API_KEY_BYTES))
      const token = `${API_KEY_PREFIX}${bytes.toString('base64url')}`
      const key: ApiKey = {
        id: effects.newId(),
        ownerId: owner.id,
        ...{ name, role, expiresAt, createdAt },
        connectorIds: connectorIds && [...new Set(connectorIds)],
        last4: token.slice(-4),
        lastUsedAt: null,
        revokedAt: null
      }
      await apiKeys.add(key, effects.hashToken(token))
      return { key, token }
    },
    list: ownerId => apiKeys.list(ownerId),
    get: async id => {
      const key = await apiKeys.find(id)
      if (key === null) throw new Fault('api-key.gone')
      return key
    },
    use: async token => {
      // The hash is looked up in an index: how long that takes says nothing about the token.
      const key = isApiKeyToken(token) ? await apiKeys.byHash(effects.hashToken(token)) : null
      if (key === null) throw new Fault('api-key.invalid')
      const state = apiKeyStateOf(key, effects.clock())
      if (state === 'revoked') throw new Fault('api-key.revoked', { name: key.name })
      if (state === 'expired') throw new Fault('api-key.expired', { name: key.name })
      const used = inUse(key)
      if (used === null) throw new Fault('api-key.invalid')
      noteUse(key)
      return used
    },
    look: async id => {
      const key = await apiKeys.find(id)
      if (key === null || apiKeyStateOf(key, effects.clock()) !== 'active') return null
      return inUse(key)
    },
    revoke: async id => tellAfter(apiKeys.revoke(id, effects.clock()), [await apiKeys.find(id)]),
    revokeOf: async ownerId => {
      const keys = (await apiKeys.list(ownerId)).filter(({ revokedAt }) => revokedAt === null)
      await tellAfter(apiKeys.revokeOf(ownerId, effects.clock()), keys)
    },
    onRevocation: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  }
}
