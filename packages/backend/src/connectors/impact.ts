import type { Specs } from '@hookwright/engine'
import {
  eventChanges,
  type FlowImpact,
  type Id,
  summarize,
  type Version,
  type VersionSnapshot
} from '@hookwright/model'
import { createUseComparer } from '../revisions/compare-uses.ts'
import type { UsingFlow } from '../revisions/connector-uses.ts'

/** Stored version with its snapshot. */
export interface StoredVersion {
  version: Version
  snapshot: VersionSnapshot
}

/**
 * Returns how deploying a candidate version would affect users' flows, most severe first. Of all changes to
 * the cards of a flow, the most severe one counts.
 */
export const impactOf = (params: {
  candidate: VersionSnapshot
  /** Versions of the connector that the users' flows use, by id. */
  versions: Map<Id, StoredVersion>
  using: UsingFlow[]
  specs: Specs
}): FlowImpact[] => {
  const { candidate, versions, using, specs } = params
  const compare = createUseComparer(specs)
  const gravity = ({ change }: FlowImpact): number => eventChanges.indexOf(change)
  return using
    .map(({ flow, on, uses }): FlowImpact => {
      const numbers = uses.flatMap(({ use }) => versions.get(use.versionId)?.version.number ?? [])
      const { change, reasons } = summarize(
        uses.flatMap(used => compare(used, versions.get(used.use.versionId)?.snapshot, candidate))
      )
      return {
        flowId: flow.id,
        flowName: flow.name,
        ownerId: flow.ownerId,
        on,
        pinnedNumber: numbers.length === 0 ? null : Math.min(...numbers),
        change,
        reasons: [...new Set(reasons)]
      }
    })
    .toSorted((one, other) => gravity(other) - gravity(one))
}
