import type { Connection, Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Connections } from './connections.ts'

/** Returns users' connections that a member may use: own and shared ones, oldest first. */
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
