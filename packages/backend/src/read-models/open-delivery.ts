import { type Specs, signatureOf } from '@hookwright/engine'
import {
  type DataType,
  type Delivery,
  type FieldId,
  type FoundOutputs,
  foundOutputsOf,
  type Id,
  type IncomingRequest,
  isJsonObject,
  isRefusalReason,
  type RefusalText,
  type Run,
  refusalText
} from '@hookwright/model'
import type { RunRow, Store, SubscriptionRow } from '@hookwright/store'
import { whyNoReplay } from '../dispatch/replay.ts'
import type { Effects } from '../kernel/effects.ts'
import { bodyReadsOf, unreadPathsOf } from '../payloads/body-reads.ts'
import { type MissingPlaces, missingPlacesOf } from '../payloads/missing-places.ts'
import { type Arrived, arrivedOf } from '../payloads/request-details.ts'
import type { ShownRun } from '../retention/shown.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { type DeliveryRow, deliveryRowsOf } from './delivery-rows.ts'
import { type Declared, declaredOf, sightingsIn } from './drift/sightings-in.ts'

/**
 * Output whose value did not fit its declared type. `seen` is the actual type; `null` if several values have
 * no common type.
 */
export interface UnfitOutput {
  id: FieldId
  seen: DataType | null
}

/** Delivery with all details. */
export interface OpenDelivery extends DeliveryRow {
  /** Request of the delivery; null when it was deleted. */
  arrival: Arrived | null
  /**
   * Outputs of the event, and differences from its declaration; `null` before the delivery has run. `extra`
   * lists unread parts of the body, `missing` mapped paths without a value, and `unfit` outputs whose value
   * did not fit the type.
   */
  outputs: (FoundOutputs & { extra: string[]; missing: MissingPlaces | null; unfit: UnfitOutput[] }) | null
  /** Reason for the refusal, with a fix. `null` for an accepted delivery. */
  refusal: RefusalText | null
  /** Newest runs of the delivery, including replays. */
  runs: Run[]
  /**
   * Reason why values are still stored although the flow stores no data. A run is on hold (`on-hold`) or not
   * finished (`open`); `null` otherwise.
   */
  staysFor: 'on-hold' | 'open' | null
  /**
   * Reason why the delivery cannot be replayed, such as “it is still waiting for its first run”. `null` if it
   * can.
   */
  noReplay: string | null
}

const MOST_RUNS = 100

/** Returns the outputs of the event flow, read from the start card of the delivery's first run. */
const prologueOf = (run: RunRow | null): Record<string, unknown> | null => {
  const outputs = run?.steps?.[0]?.outputs
  return isJsonObject(outputs) ? outputs : null
}

const unfitOf = (body: unknown, declared: Declared | null): UnfitOutput[] =>
  declared === null
    ? []
    : sightingsIn(body, declared).sightings.flatMap(({ kind, output, seen }) =>
        kind === 'unfit' && output !== null ? [{ id: output.id, seen }] : []
      )

const outputsOf = async (
  params: { specs: Specs; loadedRevisions: LoadedRevisions },
  { terms }: SubscriptionRow,
  run: RunRow | null,
  arrived: Arrived | null
): Promise<OpenDelivery['outputs']> => {
  const { specs, loadedRevisions } = params
  const loadedRevision = await loadedRevisions.of(terms.versionId, null).catch(() => null)
  const flow = loadedRevision?.snapshot.flows.find(candidate => candidate.id === terms.eventFlowId)
  const signature = flow && signatureOf(flow, specs)
  if (!flow || !signature || run === null || run.steps === null) return null
  const { outputs: groups, runMode } = signature
  const found = foundOutputsOf({ groups, runMode }, prologueOf(run))
  if (arrived === null) return { ...found, extra: [], missing: null, unfit: [] }
  return {
    ...found,
    extra: unreadPathsOf(arrived.body, bodyReadsOf(flow.doc, groups, specs)),
    missing: missingPlacesOf(arrived.body, { flow: flow.doc, groups, runMode }, specs),
    unfit: unfitOf(arrived.body, declaredOf(flow, specs))
  }
}

/** Formats the reason why a delivery was refused; null for an accepted one. */
const refusalOf = ({ verdict }: Delivery): RefusalText | null =>
  verdict !== null && isRefusalReason(verdict.reason) ? refusalText(verdict.reason, verdict.facts) : null

/** Returns the reason why values are still stored although the flow stores no data. */
const staysForOf = async (store: Store, flowId: Id, runs: Run[]): Promise<OpenDelivery['staysFor']> => {
  if ((await store.keeping.ofFlow(flowId))?.saveAll !== false) return null
  return runs.some(({ status }) => status.is === 'on-hold') ? 'on-hold' : 'open'
}

/** Returns a delivery with all details. */
export const openDelivery = async (
  params: {
    store: Store
    specs: Specs
    loadedRevisions: LoadedRevisions
    shownRun: ShownRun
    effects: Pick<Effects, 'bodyThread'>
  },
  found: { delivery: Delivery; arrival: IncomingRequest | null }
): Promise<OpenDelivery> => {
  const { store } = params
  const { delivery, arrival } = found
  const [row] = await deliveryRowsOf(params, [delivery])
  if (row === undefined) throw new Error('A delivery was not found in the database.')
  const subscription = await store.subscriptions.find(delivery.subscriptionId)
  const arrived = arrival === null ? null : await arrivedOf(params.effects, delivery, arrival)
  const firstRun = row.run === null ? null : await store.runs.find(row.run.id)
  const first = firstRun && (await params.shownRun(firstRun))
  const { rows: runs } = await store.runs.list({ deliveryId: delivery.id, limit: MOST_RUNS })
  return {
    ...row,
    arrival: arrived,
    refusal: refusalOf(delivery),
    outputs: subscription === null ? null : await outputsOf(params, subscription, first, arrived),
    runs,
    staysFor: arrived === null ? null : await staysForOf(store, row.flowId, runs),
    noReplay: whyNoReplay({ delivery, arrival, hasOpen: await store.runs.hasOpen(delivery.id) })
  }
}
