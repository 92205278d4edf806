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

/** Rules that were read from a snapshot, by event flow: all subscriptions of an event share them. */
const read = new WeakMap<VersionSnapshot, Map<Id, Receiving>>()

const rulesOfStart = (specs: Specs, flow: Flow | undefined): Receiving | null => {
  const start = flow && startCardOf(flow)
  return (start && specs.get(start.type)?.receives(start.config)) ?? null
}

/** Receiving rules of an event in the version that its subscription is pinned to. */
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

/** Receiving rules of a user's flow where its own start card has them, as API Endpoint does; null otherwise. */
export const ownReceivingOf = (
  specs: Specs,
  { revision }: Pick<LoadedRevision, 'revision'>
): Receiving | null => rulesOfStart(specs, revision?.flow.doc)

/** The receiving rules of a connector's events: as drafted for a test connection, otherwise of the deployed version. */
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
