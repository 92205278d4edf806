import {
  type Catalog,
  type NamedFlow,
  type PreparedFlows,
  prepareFlows,
  reachableFlows,
  type Specs,
  signaturesOf
} from '@hookwright/engine'
import { connectionFieldsOf, type Flow, type VersionSnapshot } from '@hookwright/model'

/** Returns the catalog of a user's flow: the user's other flows, and these events and actions. */
export const catalogOfUser = (
  helpers: NamedFlow[],
  { events, actions }: Pick<Catalog, 'events' | 'actions'>,
  specs: Specs
): Catalog => ({ connectionFields: [], flows: signaturesOf(helpers, specs), events, actions })

/** Returns the helper flows that a flow calls, directly or indirectly, without the flow itself. */
export const reachableFrom = <Candidate extends NamedFlow>(
  flow: NamedFlow,
  candidates: Candidate[],
  specs: Specs
): Candidate[] =>
  reachableFlows([flow.doc], candidates, card => specs.get(card.type)?.calls(card.config) ?? [])

const byId = (flows: readonly NamedFlow[]) => new Map(flows.map(({ id, doc }) => [id, doc]))

const nameIn = (flows: readonly NamedFlow[], flowId: string): string | null =>
  flows.find(({ id }) => id === flowId)?.name ?? null

/** Flows of a version, ready to run. */
export interface VersionFlows extends PreparedFlows {
  /** Returns true if a flow document belongs to one of the version's flows. */
  has: (flow: Flow) => boolean
}

/**
 * Prepares the flows of a version to run. The catalog, which all these flows share, is loaded when the first
 * of them runs.
 */
export const prepareVersion = (params: {
  snapshot: VersionSnapshot
  makers: () => Catalog
  specs: Specs
}): VersionFlows => {
  const flows = byId(params.snapshot.flows)
  const docs = new Set(flows.values())
  let prepared: PreparedFlows | null = null
  return {
    has: flow => docs.has(flow),
    flowOf: flowId => flows.get(flowId),
    nameOf: flowId => nameIn(params.snapshot.flows, flowId),
    planOf: flow => {
      prepared ??= prepareFlows({ specs: params.specs, catalog: params.makers(), flows })
      return prepared.planOf(flow)
    }
  }
}

/**
 * Prepares a user's flows to run on a version. The flows of the version itself are planned only once, and the
 * result is shared by all users' flows.
 */
export const prepareOn = (
  version: { snapshot: VersionSnapshot; events: Catalog['events']; prepared: VersionFlows },
  userFlows: NamedFlow[],
  actions: Catalog['actions'],
  specs: Specs
): PreparedFlows => {
  const own = byId(userFlows)
  let prepared: PreparedFlows | null = null
  return {
    flowOf: flowId => own.get(flowId) ?? version.prepared.flowOf(flowId),
    nameOf: flowId => nameIn(userFlows, flowId) ?? version.prepared.nameOf(flowId),
    planOf: flow => {
      if (version.prepared.has(flow)) return version.prepared.planOf(flow)
      prepared ??= prepareFlows({
        specs,
        catalog: {
          connectionFields: connectionFieldsOf(version.snapshot.authentication).map(({ id, label }) => ({
            id,
            label
          })),
          flows: signaturesOf(userFlows, specs),
          events: version.events,
          actions
        },
        flows: own
      })
      return prepared.planOf(flow)
    }
  }
}
