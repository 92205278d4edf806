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

/** Flows to draw for a run, as they were at that time, with their catalog. */
export interface Drawn {
  isDraft: boolean
  /** True when the run's flow belongs to a connector. */
  isMakers: boolean
  /**
   * User's flow of the run, also a helper flow. For a connector's flow, the user's flow for which
   * it ran. Null for neither.
   */
  ofFlow: { id: Id; name: string } | null
  /** Connector of the flows of makers that it ran. */
  connectorId: Id | null
  revisionNumber: number | null
  version: { id: Id; number: number; connectorId: Id; connectorName: string } | null
  /** Flow on whose canvas it is drawn. */
  flow: FrozenFlow
  /**
   * All flows that its steps may belong to, including this one. Ids of action flows are deployed
   * keys.
   */
  flows: FrozenFlow[]
  signatures: FlowSignature[]
  events: DeployedEvent[]
  /** Actions that its cards run. */
  actions: DeployedAction[]
  /** Fields of the connections in the flows of these actions, by version. */
  actionFields: Record<Id, { id: string; label: string }[]>
  connectionFields: { id: string; label: string }[]
  /** Inputs of start cards that are missing from the trace, by the key of the step path. */
  given: Record<string, Record<string, Json>>
  /**
   * Runs of the delivery's records, in order, for a run of the whole list; null for any other run.
   */
  records: Run[] | null
  /**
   * Paths that the event flow reads and that the delivery lacks. Null for a run of one record, or
   * without a delivery.
   */
  missing: MissingPlaces | null
}

/** Dependencies of loading the flows to draw. */
export interface DrawnFlowsContext {
  store: Store
  specs: Specs
  loadedRevisions: LoadedRevisions
  shown: Shown
  effects: Pick<Effects, 'bodyThread'>
}

/** Returns the inputs and outputs of these flows. */
export const signaturesOf = (flows: FrozenFlow[], specs: Specs): FlowSignature[] =>
  flows.flatMap(flow => signatureOf(flow, specs) ?? [])

/** Returns the fields of a version's connections for its flows. */
export const fieldsOf = ({ authentication }: VersionSnapshot): { id: string; label: string }[] =>
  connectionFieldsOf(authentication).map(({ id, label }) => ({ id, label }))

/** Returns a version's own data and its events, for drawing. */
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
