import { type Specs, signatureOf } from '@hookwright/engine'
import {
  connectionFieldsOf,
  type FlowSignature,
  type FrozenFlow,
  type Id,
  type Json,
  type Run,
  type VersionSnapshot
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../../kernel/effects.ts'
import type { MissingPlaces } from '../../payloads/missing-places.ts'
import type { Shown } from '../../retention/shown.ts'
import type { LoadedRevision, LoadedRevisions } from '../../revisions/loaded-revisions.ts'
import type { DeployedAction } from '../actions.ts'
import { type DeployedEvent, deployedEventsOf } from '../events.ts'

/** Flows to draw for a run, as they were when it ran, with their catalog. */
export interface RunFlows {
  isDraft: boolean
  /** True when the run's flow belongs to a connector. */
  isMakers: boolean
  /**
   * User's flow or helper flow that ran. For a connector's flow, the user's flow that it ran for. `null` if
   * there is none.
   */
  ofFlow: { id: Id; name: string } | null
  /** Id of the connector of the run's event or connector flow; `null` if there is none. */
  connectorId: Id | null
  revisionNumber: number | null
  version: { id: Id; number: number; connectorId: Id; connectorName: string } | null
  /** Flow to show on the canvas. */
  flow: FrozenFlow
  /**
   * All flows that the run's steps may belong to, including `flow`. The id of an action flow is its deployed
   * key.
   */
  flows: FrozenFlow[]
  signatures: FlowSignature[]
  events: DeployedEvent[]
  /** Actions that the cards of `flows` run. */
  actions: DeployedAction[]
  /** Connection fields of the actions' connectors, by version id. */
  actionFields: Record<Id, { id: string; label: string }[]>
  connectionFields: { id: string; label: string }[]
  /** Inputs of start cards, where the trace does not contain them. The keys are those of the step paths. */
  given: Record<string, Record<string, Json>>
  /**
   * Runs of the delivery's records, in order, if this run is for the whole list. `null` for any other run.
   */
  records: Run[] | null
  /**
   * Paths that the event flow reads but the delivery lacks. `null` for a run of a single record or without a
   * delivery.
   */
  missing: MissingPlaces | null
}

/** Dependencies of loading the flows to draw. */
export interface RunFlowsContext {
  store: Store
  specs: Specs
  loadedRevisions: LoadedRevisions
  shown: Shown
  effects: Pick<Effects, 'bodyThread'>
}

/** Returns the signatures (inputs and outputs) of these flows. */
export const signaturesOf = (flows: FrozenFlow[], specs: Specs): FlowSignature[] =>
  flows.flatMap(flow => signatureOf(flow, specs) ?? [])

/** Returns the connection fields that a version's flows can use. */
export const fieldsOf = ({ authentication }: VersionSnapshot): { id: string; label: string }[] =>
  connectionFieldsOf(authentication).map(({ id, label }) => ({ id, label }))

/** Returns the version's details and events, as needed to draw a run. */
export const partsOfVersion = ({ version, snapshot }: LoadedRevision, specs: Specs) => ({
  connectorId: version.connectorId,
  version: {
    id: version.id,
    number: version.number,
    connectorId: version.connectorId,
    connectorName: snapshot.name
  },
  events: deployedEventsOf({ version, snapshot }, specs),
  actions: [],
  actionFields: {},
  connectionFields: fieldsOf(snapshot)
})
