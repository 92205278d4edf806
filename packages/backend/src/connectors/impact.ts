import { eventFactsOf, eventUsageOf, type Specs } from '@hookwright/engine'
import {
  changeOfEvent,
  type EventChange,
  eventChanges,
  type FlowImpact,
  type Id,
  type Version,
  type VersionSnapshot
} from '@hookwright/model'
import type { ListeningFlow } from '../revisions/listening-flows.ts'

/** A version with what it froze. */
export interface KeptVersion {
  version: Version
  snapshot: VersionSnapshot
}

const changeFor = (
  { doc, start, use }: ListeningFlow,
  pinned: KeptVersion | undefined,
  candidate: VersionSnapshot,
  specs: Specs
): { change: EventChange; reasons: string[] } => {
  const after = eventFactsOf(candidate, use.eventFlowId, specs)
  const before = pinned && eventFactsOf(pinned.snapshot, use.eventFlowId, specs)
  const name = pinned?.snapshot.flows.find(flow => flow.id === use.eventFlowId)?.name
  const event = name === undefined ? 'The event that it uses' : `The event “${name}”`
  if (after === null) {
    return { change: 'breaking', reasons: [`${event} is not in this version.`] }
  }
  if (!before) {
    return {
      change: 'breaking',
      reasons: [`${event} belongs to a version that does not exist. Choose the event again.`]
    }
  }
  return changeOfEvent(before, after, eventUsageOf(doc, start, use))
}

/**
 * Returns the impact of a candidate version on users' flows, most severe first. Covers the flows that use an event of its
 * connector.
 */
export const impactOf = (given: {
  candidate: VersionSnapshot
  /** Versions of the connector that these flows use. */
  versions: Map<Id, KeptVersion>
  listening: ListeningFlow[]
  specs: Specs
}): FlowImpact[] => {
  const gravity = ({ change }: FlowImpact): number => eventChanges.indexOf(change)
  return given.listening
    .map((listening): FlowImpact => {
      const { flow, on, use } = listening
      const pinned = given.versions.get(use.versionId)
      return {
        flowId: flow.id,
        flowName: flow.name,
        ownerId: flow.ownerId,
        on,
        pinnedNumber: pinned?.version.number ?? null,
        ...changeFor(listening, pinned, given.candidate, given.specs)
      }
    })
    .toSorted((one, other) => gravity(other) - gravity(one))
}
