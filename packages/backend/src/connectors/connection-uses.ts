import {
  type AccessDenial,
  accessDenied,
  type Connection,
  type ConnectionAccess,
  Fault,
  type Id
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { Connections } from './connections.ts'

/** Decides which members may use which connections. */
export interface ConnectionUses {
  /**
   * Returns the reason why a member may not use a connection. Null if the member may use it. Throws
   * `connection.gone`.
   */
  denied: (id: Id, personId: string) => Promise<AccessDenial | null>
  /**
   * Checks that a member may use a connection. Throws `connection.gone`, `connection.not-shared`,
   * `connection.owner-removed`.
   */
  mustBeAllowed: (id: Id, personId: string) => Promise<void>
  /** Returns the ids of the connections in `access` that the member may use. */
  allowed: (access: ReadonlyMap<Id, ConnectionAccess>, personId: string) => Set<Id>
}

export const createConnectionUses = ({
  store,
  effects
}: {
  store: Pick<Store, 'connections'>
  effects: Pick<Effects, 'roleOf'>
}): ConnectionUses => {
  const subjectOf = (personId: string) => ({ id: personId, role: effects.roleOf(personId) })

  const denied = async (id: Id, personId: string): Promise<AccessDenial | null> => {
    const access = (await store.connections.accessOf([id])).get(id)
    if (access === undefined) throw new Fault('connection.gone')
    // Most are used by their owners, whose role does not matter.
    if (access.ownerId === personId && !access.ownerRemoved) return null
    return accessDenied(access, subjectOf(personId))
  }

  return {
    denied,
    mustBeAllowed: async (id, personId) => {
      const why = await denied(id, personId)
      if (why === null) return
      const name = (await store.connections.find(id))?.connection.name ?? ''
      throw why === 'not-shared'
        ? new Fault('connection.not-shared', { name })
        : new Fault('connection.owner-removed', { name })
    },
    allowed: (access, personId) => {
      const subject = subjectOf(personId)
      return new Set([...access].flatMap(([id, one]) => (accessDenied(one, subject) === null ? [id] : [])))
    }
  }
}

/** Returns the users' connections that a member may use, oldest first: own and shared connections. */
export const usableConnections = async (
  { store, connections }: { store: Pick<Store, 'connections'>; connections: Pick<Connections, 'uses'> },
  filter: { connectorId?: Id },
  personId: string
): Promise<Connection[]> => {
  const all = await store.connections.list({ ...filter, purpose: 'user' })
  const access = await store.connections.accessOf(all.map(({ id }) => id))
  const allowed = connections.uses.allowed(access, personId)
  return all.filter(({ id }) => allowed.has(id))
}
