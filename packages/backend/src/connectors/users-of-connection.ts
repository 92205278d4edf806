import type { Specs } from '@hookwright/engine'
import { type Flow, type Id, shownFlowName } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'
import { connectorUsesOf } from '../revisions/connector-uses.ts'

/** The connections that the cards of a flow name. */
const connectionsIn = (doc: Flow, specs: Specs): Set<Id> =>
  new Set(connectorUsesOf(doc, [], specs).flatMap(({ use }) => use.connectionId ?? []))

/**
 * Returns an owner's flows by the connections that they use: those that their cards name as drafted, and these, with which
 * they are on.
 */
export const flowsWithConnection = async (
  { store, specs }: { store: Store; specs: Specs },
  ownerId: string,
  connectionIds: Id[]
): Promise<Map<Id, FlowRow[]>> => {
  const flows = (await store.flows.ofOwner(ownerId)).map(flow => ({
    flow,
    names: connectionsIn(flow.doc, specs)
  }))
  const users = new Map<Id, FlowRow[]>()
  for (const id of connectionIds) {
    const on = new Set(await store.subscriptions.flowsOn(id))
    users.set(
      id,
      flows.filter(({ flow, names }) => names.has(id) || on.has(flow.id)).map(({ flow }) => flow)
    )
  }
  return users
}

/** Returns the names of its owner's flows that use a connection, as drafted or as they run. */
export const usersOfConnection = async (
  { store, specs }: { store: Store; specs: Specs },
  id: Id
): Promise<string[]> => {
  const ownerId = (await store.connections.find(id))?.connection.ownerId
  if (ownerId === undefined) return []
  const users = await flowsWithConnection({ store, specs }, ownerId, [id])
  return (users.get(id) ?? []).map(flow => shownFlowName(flow.name))
}
