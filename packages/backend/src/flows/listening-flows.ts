import type { EventUse, Specs } from '@hookwright/engine'
import { type Card, type Flow, startCardOf } from '@hookwright/model'
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

/** Every user's flow that listens to an event: as it runs, or as it is drafted while it is off. */
export const listeningFlows = async (given: { store: Store; specs: Specs }): Promise<ListeningFlow[]> => {
  const { store, specs } = given
  const wanted = new Map(
    (await store.subscriptions.list(null))
      .filter(subscription => subscription.wanted)
      .map(subscription => [subscription.flowId, subscription])
  )
  const found = await Promise.all(
    (await store.flows.list(null)).map(async (flow): Promise<ListeningFlow[]> => {
      const revisionId = wanted.get(flow.id)?.terms.revisionId
      const running = revisionId === undefined ? null : await store.subscriptions.revision(revisionId)
      const doc = running?.snapshot.flow.doc ?? flow.doc
      const start = startCardOf(doc)
      const use = start && specs.get(start.type)?.listens(start.config)
      return start && use ? [{ flow, on: running !== null, doc, start, use }] : []
    })
  )
  return found.flat()
}
