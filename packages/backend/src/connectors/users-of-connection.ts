import type { Specs } from '@hookwright/engine'
import { type Flow, type Id, shownFlowName } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'
import { connectorUsesOf } from '../revisions/connector-uses.ts'

/** The connections that the cards of a flow name. */
const connectionsIn = (doc: Flow, specs: Specs): Set<Id> =>
  new Set(connectorUsesOf(doc, [], specs).flatMap(({ use }) => use.connectionId ?? []))

/** Returns an owner's flows by the connections that they use: those that they name as drafted, and with which they are on. */
export const flowsWithConnection = async (
  { store, specs }: { store: Store; specs: Specs },
  ownerId: string
): Promise<Map<Id, FlowRow[]>> => {
  const on = new Map<Id, Id[]>()
  for (const { flowId, connectionId } of await store.subscriptions.connectionsOn(ownerId))
    on.set(flowId, [...(on.get(flowId) ?? []), connectionId])
  const users = new Map<Id, FlowRow[]>()
  for (const flow of await store.flows.ofOwner(ownerId)) {
    for (const id of new Set([...connectionsIn(flow.doc, specs), ...(on.get(flow.id) ?? [])]))
      users.set(id, [...(users.get(id) ?? []), flow])
  }
  return users
}

/** Returns the names of its owner's flows that use a connection, as drafted or as they run. */
export const usersOfConnection = async (
  { store, specs }: { store: Store; specs: Specs },
  id: Id
): Promise<string[]> => {
  const ownerId = (await store.connections.find(id))?.connection.ownerId
  const flows = ownerId === undefined ? [] : await store.flows.ofOwner(ownerId)
  const on = new Set(await store.subscriptions.flowsOn(id))
  return flows
    .filter(flow => on.has(flow.id) || connectionsIn(flow.doc, specs).has(id))
    .map(flow => shownFlowName(flow.name))
}
