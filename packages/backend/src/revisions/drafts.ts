import type { Specs } from '@hookwright/engine'
import { Fault, type Flow, type Id } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'
import { reachableFrom } from './prepare-version.ts'

/** Returns the draft of a user's flow. Throws `flow.gone`. */
export const draftOf = async ({ store }: { store: Store }, flowId: Id): Promise<FlowRow> => {
  const flow = await store.flows.find(flowId)
  if (flow === null || flow.connectorId !== null) throw new Fault('flow.gone')
  return flow
}

/**
 * Loads the helper flows that a user's flow calls, directly or indirectly. They have the same owner. No other
 * flow is read.
 */
export const helpersOf = async (
  { store, specs }: { store: Pick<Store, 'flows'>; specs: Specs },
  flow: FlowRow
): Promise<FlowRow[]> => {
  const calledBy = ({ cards }: Flow): Id[] =>
    Object.values(cards).flatMap(card => specs.get(card.type)?.calls(card.config) ?? [])
  const found = new Map<Id, FlowRow>()
  const asked = new Set<Id>()
  let next = calledBy(flow.doc)
  while (next.length > 0) {
    for (const id of next) asked.add(id)
    const loaded = (await store.flows.several([...new Set(next)])).filter(
      ({ connectorId, ownerId }) => connectorId === null && ownerId === flow.ownerId
    )
    for (const helper of loaded) found.set(helper.id, helper)
    next = loaded.flatMap(({ doc }) => calledBy(doc)).filter(id => !asked.has(id))
  }
  return reachableFrom(flow, [...found.values()], specs)
}
