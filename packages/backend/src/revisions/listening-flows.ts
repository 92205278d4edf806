import type { EventUse, Specs } from '@hookwright/engine'
import { type Card, type Flow, type Id, startCardOf } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'

/** A user's flow that listens to an event of a connector. */
export interface ListeningFlow {
  flow: FlowRow
  /** True while it has a subscription that is wanted; document and use are then those that run, not the draft's. */
  on: boolean
  doc: Flow
  start: Card
  use: EventUse
}

/** Every user's flow that listens to an event of a connector: as it runs, or as it is drafted while it is off. */
export const listeningFlows = async (
  given: { store: Store; specs: Specs },
  connectorId: Id
): Promise<ListeningFlow[]> =>
  (await given.store.flows.usersOf(connectorId)).flatMap(({ flow, running }): ListeningFlow[] => {
    const doc = running?.flow.doc ?? flow.doc
    const start = startCardOf(doc)
    const use = start && given.specs.get(start.type)?.listens(start.config)
    if (!start || use?.connectorId !== connectorId) return []
    return [{ flow, on: running !== null, doc, start, use }]
  })
