import {
  type Connection,
  type ConnectionAccess,
  Fault,
  type Id,
  type Role,
  type ShareTarget
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { AccessChange, AccessEffects, AffectedFlow, Holds } from '../registrations/holds.ts'

/** Connections of a member, and the flows that would go on hold without them. */
export interface Belongings {
  connections: Pick<Connection, 'id' | 'name' | 'connectorId'>[]
  /** Flows that go on hold when the member is removed, unless the connections are handed over. */
  flows: AffectedFlow[]
}

/** Sharing of users' connections, including its effects on flows. */
export interface Sharing {
  /** Returns the effects of sharing a connection with exactly these targets. Throws `connection.gone`. */
  effects: (id: Id, targets: ShareTarget[]) => Promise<AccessEffects>
  /**
   * Shares a connection with exactly these targets, and holds or releases the affected flows. Throws
   * `connection.gone`, `person.gone`.
   */
  share: (id: Id, targets: ShareTarget[], by: string) => Promise<void>
  /**
   * Transfers a connection to another owner. The former owner may still use it. Throws `connection.gone`,
   * `person.gone`, `connection.viewer-owner`.
   */
  handOver: (id: Id, to: string, by: string) => Promise<void>
  /** Returns the connections and flows that removing a member affects. */
  belongingsOf: (personId: string) => Promise<Belongings>
  /** Checks that a person can own connections. Throws `person.gone`, `connection.viewer-owner`. */
  mustBeOwner: (personId: string) => void
  /**
   * Prepares the removal of a member. Transfers the member's connections to `handTo`; if it is `null`, holds
   * the flows that use them. Call it before the removal.
   */
  memberLeaves: (params: { personId: string; handTo: string | null; by: string }) => Promise<void>
  /**
   * Completes the removal of a member, or undoes a failed one. Flows that were put on hold for a failed
   * removal are released. Transferred connections stay with their new owner. Call it after the removal, also
   * if `memberLeaves` fails.
   */
  memberLeft: (personId: string) => Promise<void>
  /** Returns the effects of a member's new role on their flows. */
  roleEffects: (personId: string, role: Role) => Promise<AccessEffects>
  /** Puts flows on hold that a role change deprives of access to connections. Called before the change. */
  roleChanges: (personId: string, role: Role) => Promise<void>
  /**
   * Holds and releases flows according to the member's current role. Call it after a role change, successful
   * or not.
   */
  roleChanged: (personId: string) => Promise<void>
  /**
   * Completes interrupted holds and releases, including those of an interrupted removal of a member. Called
   * after startup.
   */
  resume: () => Promise<void>
}

export const createSharing = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'roleOf'>
  holds: Holds
  /** Called with the id of each connection whose access has changed. */
  changed: (connectionId: Id) => void
}): Sharing => {
  const { store, effects, holds, changed } = params

  const mustFind = async (id: Id): Promise<Connection> => {
    const connection = (await store.connections.find(id))?.connection
    if (connection === undefined || connection.purpose !== 'user') throw new Fault('connection.gone')
    return connection
  }

  const sharedWith = (id: Id, targets: ShareTarget[]): AccessChange => ({
    accessTo: (connectionId: Id, access: ConnectionAccess) =>
      connectionId === id ? { ...access, shares: targets.map(target => ({ target, by: '', at: 0 })) } : access
  })

  const mustBeOwner = (personId: string): void => {
    const role = effects.roleOf(personId)
    if (role === null) throw new Fault('person.gone')
    if (role === 'viewer') throw new Fault('connection.viewer-owner')
  }

  const connectionsOf = async (ownerId: string): Promise<Connection[]> =>
    (await store.connections.list({ purpose: 'user' })).filter(one => one.ownerId === ownerId)

  /** Returns the change of access that removing a member causes. */
  const without = (personId: string): AccessChange => ({
    accessTo: (_, access) => (access.ownerId === personId ? { ...access, ownerRemoved: true } : access),
    roleOf: id => (id === personId ? null : effects.roleOf(id))
  })

  /** Returns the ids of a member's running flows that use connections. */
  const flowsOf = async (personId: string): Promise<Id[]> =>
    (await store.subscriptions.connectionsOn(personId)).map(({ flowId }) => flowId)

  const flowsAround = async (personId: string, connections: Connection[]): Promise<Id[]> => {
    const using = await Promise.all(connections.map(({ id }) => store.subscriptions.flowsOn(id)))
    return [...(await flowsOf(personId)), ...using.flat()]
  }

  const handOver = async (id: Id, to: string, by: string): Promise<void> => {
    await store.connections.handOver(id, { to, by, at: effects.clock() })
    changed(id)
    await holds.follow(await store.subscriptions.flowsOn(id))
  }

  /** Returns the change of access that a member's new role causes. */
  const withRole = (personId: string, role: Role): AccessChange => ({
    roleOf: id => (id === personId ? role : effects.roleOf(id))
  })

  return {
    effects: async (id, targets) => {
      await mustFind(id)
      return holds.effects(await store.subscriptions.flowsOn(id), sharedWith(id, targets))
    },
    share: async (id, targets, by) => {
      await mustFind(id)
      const before = (await store.connections.accessOf([id])).get(id)?.shares ?? []
      const known = new Set(before.flatMap(({ target }) => (target.with === 'person' ? target.personId : [])))
      for (const target of targets) {
        if (target.with !== 'person' || known.has(target.personId)) continue
        if (effects.roleOf(target.personId) === null) throw new Fault('person.gone')
      }
      const using = await store.subscriptions.flowsOn(id)
      await holds.holdAhead(using, sharedWith(id, targets))
      await store.connections.share(id, targets, { by, at: effects.clock() })
      changed(id)
      // Flows may have been turned on with it meanwhile.
      await holds.follow([...using, ...(await store.subscriptions.flowsOn(id))])
    },
    handOver: async (id, to, by) => {
      await mustFind(id)
      mustBeOwner(to)
      await handOver(id, to, by)
    },
    belongingsOf: async personId => {
      const connections = await connectionsOf(personId)
      const flows = await flowsAround(personId, connections)
      return {
        connections: connections.map(({ id, name, connectorId }) => ({ id, name, connectorId })),
        flows: (await holds.effects(flows, without(personId))).holds
      }
    },
    mustBeOwner,
    memberLeaves: async ({ personId, handTo, by }) => {
      const connections = await connectionsOf(personId)
      if (handTo !== null) {
        for (const { id } of connections) await handOver(id, handTo, by)
        return
      }
      await holds.holdAhead(await flowsAround(personId, connections), without(personId))
      await store.connections.setOwnerRemoved(personId, true)
      for (const { id } of connections) changed(id)
    },
    memberLeft: async personId => {
      const connections = await connectionsOf(personId)
      await store.connections.setOwnerRemoved(personId, effects.roleOf(personId) === null)
      for (const { id } of connections) changed(id)
      await holds.follow(await flowsAround(personId, connections))
    },
    roleEffects: async (personId, role) => holds.effects(await flowsOf(personId), withRole(personId, role)),
    roleChanges: async (personId, role) => holds.holdAhead(await flowsOf(personId), withRole(personId, role)),
    roleChanged: async personId => holds.follow(await flowsOf(personId)),
    resume: async () => {
      const connections = await store.connections.list({ purpose: 'user' })
      const access = await store.connections.accessOf(connections.map(({ id }) => id))
      const removed = [...access.values()].flatMap(one => (one.ownerRemoved ? one.ownerId : []))
      for (const ownerId of new Set(removed)) {
        if (effects.roleOf(ownerId) !== null) await store.connections.setOwnerRemoved(ownerId, false)
      }
      await holds.follow(await store.subscriptions.flowsWithShared())
    }
  }
}
