import type { Specs } from '@hookwright/engine'
import { blankReceiving, type Id, type Receiving, startCardOf, type VersionSnapshot } from '@hookwright/model'

/** Rules that were read from a snapshot, by event flow: all subscriptions of an event share them. */
const read = new WeakMap<VersionSnapshot, Map<Id, Receiving>>()

/** Receiving rules of an event in the version that its subscription is pinned to. */
export const receivingOf = (specs: Specs, snapshot: VersionSnapshot, eventFlowId: Id): Receiving => {
  const known = read.get(snapshot) ?? new Map<Id, Receiving>()
  read.set(snapshot, known)
  const found = known.get(eventFlowId)
  if (found !== undefined) return found
  const flow = snapshot.flows.find(candidate => candidate.id === eventFlowId)
  const start = flow && startCardOf(flow.doc)
  const receiving = (start && specs.get(start.type)?.receives(start.config)) ?? blankReceiving
  known.set(eventFlowId, receiving)
  return receiving
}
