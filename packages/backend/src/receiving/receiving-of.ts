import type { Specs } from '@hookwright/engine'
import { blankReceiving, type Id, type Receiving, startCardOf, type VersionSnapshot } from '@hookwright/model'

/** How the Event URLs of an event treat a request, by the version that its subscription is pinned to. */
export const receivingOf = (specs: Specs, snapshot: VersionSnapshot, eventFlowId: Id): Receiving => {
  const flow = snapshot.flows.find(candidate => candidate.id === eventFlowId)
  const start = flow && startCardOf(flow.doc)
  return (start && specs.get(start.type)?.receives(start.config)) ?? blankReceiving
}
