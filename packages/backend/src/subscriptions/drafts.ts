import { Fault, type Id } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'

/** The draft of a user's flow. Throws `flow.gone`. */
export const draftOf = async ({ store }: { store: Store }, flowId: Id): Promise<FlowRow> => {
  const flow = await store.flows.find(flowId)
  if (flow === null || flow.connectorId !== null) throw new Fault('flow.gone')
  return flow
}

/** All flows of a flow's owner, itself included: those that it can call. */
export const neighboursOf = async ({ store }: { store: Store }, { ownerId }: FlowRow): Promise<FlowRow[]> =>
  (await store.flows.list(null)).filter(other => other.ownerId === ownerId)
