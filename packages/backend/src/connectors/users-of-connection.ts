import type { Specs } from '@hookwright/engine'
import { type Id, shownFlowName, startCardOf } from '@hookwright/model'
import type { Store } from '@hookwright/store'

/** What its owner's flows are called that name a connection, and those that are on with it. */
export const usersOfConnection = async (
  { store, specs }: { store: Store; specs: Specs },
  id: Id
): Promise<string[]> => {
  const ownerId = (await store.connections.find(id))?.connection.ownerId
  const flows = ownerId === undefined ? [] : await store.flows.ofOwner(ownerId)
  const on = (await store.subscriptions.list(null)).filter(
    subscription => subscription.wanted && subscription.terms.connectionId === id
  )
  return flows
    .filter(flow => {
      if (on.some(subscription => subscription.flowId === flow.id)) return true
      const start = startCardOf(flow.doc)
      const use = start && specs.get(start.type)?.listens(start.config)
      return use?.connectionId === id
    })
    .map(flow => shownFlowName(flow.name))
}
