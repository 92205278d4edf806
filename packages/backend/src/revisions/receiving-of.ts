import type { Specs } from '@hookwright/engine'
import {
  blankReceiving,
  type ConnectionPurpose,
  type Flow,
  type Id,
  type Receiving,
  startCardOf,
  type VersionSnapshot
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { LoadedRevision } from './loaded-revisions.ts'

/** Cache of receiving rules by snapshot and event flow, shared by all subscriptions of an event. */
const read = new WeakMap<VersionSnapshot, Map<Id, Receiving>>()

const rulesOfStart = (specs: Specs, flow: Flow | undefined): Receiving | null => {
  const start = flow && startCardOf(flow)
  return (start && specs.get(start.type)?.receives(start.config)) ?? null
}

/** Returns the receiving rules of an event in a subscription's pinned version. */
export const receivingOf = (specs: Specs, snapshot: VersionSnapshot, eventFlowId: Id): Receiving => {
  const known = read.get(snapshot) ?? new Map<Id, Receiving>()
  read.set(snapshot, known)
  const found = known.get(eventFlowId)
  if (found !== undefined) return found
  const flow = snapshot.flows.find(candidate => candidate.id === eventFlowId)
  const receiving = rulesOfStart(specs, flow?.doc) ?? blankReceiving
  known.set(eventFlowId, receiving)
  return receiving
}

/**
 * Returns the receiving rules that a user's flow defines itself, as with the start card API Endpoint.
 * Otherwise returns `null`.
 */
export const ownReceivingOf = (
  specs: Specs,
  { revision }: Pick<LoadedRevision, 'revision'>
): Receiving | null => rulesOfStart(specs, revision?.flow.doc)

/**
 * Returns the receiving rules of a connector's events. A test connection uses the draft, any other connection
 * the deployed version.
 */
export const rulesOf = async (
  { store, specs }: { store: Pick<Store, 'flows' | 'versions'>; specs: Specs },
  connectorId: Id,
  purpose: ConnectionPurpose
): Promise<Receiving[]> => {
  const flows =
    purpose === 'test'
      ? await store.flows.list(connectorId)
      : ((await store.versions.deployedOf(connectorId))?.snapshot.flows ?? [])
  return flows.flatMap(({ doc }) => {
    const start = startCardOf(doc)
    const receiving = start && specs.get(start.type)?.receives(start.config)
    return receiving === undefined || receiving === null ? [] : [receiving]
  })
}
