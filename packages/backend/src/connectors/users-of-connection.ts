import { type Id, shownFlowName } from '@hookwright/model'
import type { NamingFlow, Store } from '@hookwright/store'
import type { ConnectionUses } from './connection-uses.ts'

/** Flow that uses a connection. */
export type ConnectionUser = Omit<NamingFlow, 'connectionId'>

interface UsersContext {
  store: Pick<Store, 'flows' | 'subscriptions' | 'connections'>
  uses: ConnectionUses
}

/**
 * Returns the flows that use each connection, by connection id. These are flows that are on, and drafts whose
 * owners may use the connection. With an owner, returns only that member's flows.
 */
export const flowsWithConnections = async (
  { store, uses }: UsersContext,
  asked: { connectionId: Id; ownerId: string | null }[]
): Promise<Map<Id, ConnectionUser[]>> => {
  const users = new Map(asked.map(({ connectionId }) => [connectionId, new Map<Id, ConnectionUser>()]))
  const access = await store.connections.accessOf([...users.keys()])
  const allowed = new Map<string, Set<Id>>()
  for (const { connectionId, ...flow } of await store.flows.naming(asked)) {
    const theirs = allowed.get(flow.ownerId) ?? uses.allowed(access, flow.ownerId)
    allowed.set(flow.ownerId, theirs)
    if (theirs.has(connectionId)) users.get(connectionId)?.set(flow.id, flow)
  }
  for (const { connectionId, ownerId } of asked) {
    for (const id of await store.subscriptions.flowsOn(connectionId)) {
      const owned = await store.flows.ownerOf(id)
      if (owned === null || (ownerId !== null && owned.ownerId !== ownerId)) continue
      users.get(connectionId)?.set(id, { id, name: owned.name, ownerId: owned.ownerId })
    }
  }
  return new Map([...users].map(([id, flows]) => [id, [...flows.values()]]))
}

/** Returns the names of the flows that use a connection, in their draft or as running flows. */
export const usersOfConnection = async (params: UsersContext, id: Id): Promise<string[]> => {
  const users = (await flowsWithConnections(params, [{ connectionId: id, ownerId: null }])).get(id) ?? []
  return users.map(flow => shownFlowName(flow.name))
}
