import type { Specs } from '@hookwright/engine'
import { type Id, shownFlowName, startCardOf } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'

/** Returns an owner's flows by the connection that they name as drafted. */
export const flowsWithConnection = async (
  { store, specs }: { store: Store; specs: Specs },
  ownerId: string
): Promise<Map<Id, FlowRow[]>> => {
  const users = new Map<Id, FlowRow[]>()
  for (const flow of await store.flows.ofOwner(ownerId)) {
    const start = startCardOf(flow.doc)
    const id = start && specs.get(start.type)?.listens(start.config)?.connectionId
    if (id) users.set(id, [...(users.get(id) ?? []), flow])
  }
  return users
}

/** Returns the names of its owner's flows that use a connection. Includes flows that are on with it. */
export const usersOfConnection = async (
  { store, specs }: { store: Store; specs: Specs },
  id: Id
): Promise<string[]> => {
  const ownerId = (await store.connections.find(id))?.connection.ownerId
  const flows = ownerId === undefined ? [] : await store.flows.ofOwner(ownerId)
  const on = new Set(await store.subscriptions.flowsOn(id))
  return flows
    .filter(flow => {
      if (on.has(flow.id)) return true
      const start = startCardOf(flow.doc)
      const use = start && specs.get(start.type)?.listens(start.config)
      return use?.connectionId === id
    })
    .map(flow => shownFlowName(flow.name))
}
