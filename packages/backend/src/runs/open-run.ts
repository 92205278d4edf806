import { keyOfPath, type Specs, signatureOf } from '@hookwright/engine'
import {
  Fault,
  type Flow,
  type FlowSignature,
  type FrozenFlow,
  type HelperTerms,
  type Id,
  type Json,
  type Run,
  type RunKind,
  type SubscriptionTerms,
  startCardOf
} from '@hookwright/model'
import type { RunRow, Store, SubscriptionRow } from '@hookwright/store'
import { type DeployedEvent, deployedEventsOf } from '../connectors/events.ts'
import type { EventTold } from '../deliveries/about.ts'
import { arrivedOf } from '../deliveries/arrived.ts'
import { type DeliveryRow, deliveryRowsOf } from '../deliveries/delivery-rows.ts'
import { type MissingPlaces, missingPlacesOf } from '../deliveries/missing-places.ts'
import { whyNoReplay } from '../deliveries/replay.ts'
import { startValuesOf } from '../deliveries/start-values.ts'
import type { Shown } from '../keeping/shown.ts'
import type { Reach, Reaches } from './reaches.ts'
import { byFlowId, linesOf, type RunLine } from './run-lines.ts'
import { recordsLeftOut, runsForRecords } from './runs-for-records.ts'
import { termsOfRevision } from './terms-of-revision.ts'

/** A run as lists show it. */
export interface RunInList extends Run {
  /** Of the user's flow whose run it is, also where that has only begun it. */
  flowName: string | null
  /** The maker's helper flow that ran, where another run began it; null for any other run. */
  helper: { name: string | null } | null
  event: EventTold | null
  /** Of its delivery, as lists of deliveries say it; null for a run of none. */
  signed: boolean | null
}

/** What a run is drawn from: the flows that it ran, as they were, and what they see around themselves. */
interface Drawn {
  isDraft: boolean
  /** The connector whose flows are among those that it ran. */
  connectorId: Id | null
  revisionNumber: number | null
  version: { id: Id; number: number; connectorId: Id; connectorName: string } | null
  /** The flow on whose canvas it is drawn. */
  flow: FrozenFlow
  /** All flows that its steps may stand in, this one among them. */
  flows: FrozenFlow[]
  signatures: FlowSignature[]
  events: DeployedEvent[]
  connectionFields: { id: string; label: string }[]
  /** What start cards were given that the trace does not hold, by the key of their steps' paths. */
  given: Record<string, Record<string, Json>>
  /** The runs for the records of its delivery, in order, where it is of the whole list; null for any other run. */
  records: Run[] | null
  /** What the event flow reads of its delivery that is not there; null for a run of one record, or of no delivery. */
  missing: MissingPlaces | null
}

/** A run to be looked at on the canvas, step by step. */
export interface OpenRun extends Drawn {
  run: RunRow
  lines: RunLine[]
  delivery: DeliveryRow | null
  /** How many records of its list got no run, since they were seen before. */
  leftOut: number
  /** The runs that run this one again, the newest first. */
  replays: Run[]
  /** Which run began it, if one did, and the runs that it began. */
  calls: { caller: Run | null; called: Run[] }
  /** Why its delivery cannot be run again, as the end of a sentence; null when it can, and for a run of no delivery. */
  noReplay: string | null
  /** The runs of the same flow just before and just after. */
  siblings: { previous: Id | null; next: Id | null }
}

interface Given {
  store: Store
  specs: Specs
  reaches: Reaches
  shown: Shown
}

const frozen = ({
  id,
  name,
  description,
  doc
}: {
  id: Id
  name: string | null
  description: string
  doc: Flow
}) => ({
  id,
  name: name ?? '',
  description,
  doc
})

const signaturesOf = (flows: FrozenFlow[], specs: Specs): FlowSignature[] =>
  flows.flatMap(flow => signatureOf(flow, specs) ?? [])

const asJson = (values: Record<string, unknown>): Record<string, Json> => JSON.parse(JSON.stringify(values))

/** What a version says of itself and offers, for what is drawn from it. */
const partsOfVersion = ({ version, snapshot }: Reach, specs: Specs) => ({
  connectorId: version.connectorId,
  version: {
    id: version.id,
    number: version.number,
    connectorId: version.connectorId,
    connectorName: snapshot.name
  },
  events: deployedEventsOf({ version, snapshot }, specs),
  connectionFields: snapshot.authentication.fields.map(({ id, label }) => ({ id, label }))
})

/** A run of a user's flow, on its revision; the event flow and its helpers are those of the version. */
const drawnAsUsers = async (
  { store, specs, reaches, shown }: Given,
  run: RunRow,
  subscription: SubscriptionRow
): Promise<Drawn> => {
  const runs = run.revisionId ?? subscription.terms.revisionId
  const { reach, terms } =
    runs === subscription.terms.revisionId
      ? { reach: await reaches.of(subscription.terms.versionId, runs), terms: subscription.terms }
      : await termsOfRevision({ store, specs, reaches }, runs)
  const { snapshot, revision } = reach
  const eventFlow = snapshot.flows.find(flow => flow.id === terms.eventFlowId)
  if (revision === null || eventFlow === undefined) throw new Fault('run.not-drawable')
  const flows = [revision.flow, ...revision.helpers, ...snapshot.flows]
  const [outer, inner] = [startCardOf(revision.flow.doc), startCardOf(eventFlow.doc)]
  const kept = run.deliveryId === null ? null : await store.deliveries.find(run.deliveryId)
  const found = kept && (await shown(kept))
  const given =
    outer && inner && found?.arrival
      ? {
          [keyOfPath([outer.id, inner.id])]: asJson(
            await startValuesOf(found.delivery, found.arrival, terms.options)
          )
        }
      : {}
  const event = signatureOf(eventFlow, specs)
  const use = outer && specs.get(outer.type)?.listens(outer.config)
  const spreads =
    run.deliveryId !== null && run.recordIndex === null && event?.runMode === true && use?.runMode === 'each'
  return {
    ...partsOfVersion(reach, specs),
    isDraft: false,
    revisionNumber: reach.revisionNumber,
    // One that another run has begun is of a helper flow.
    flow: flows.find(({ id }) => id === run.flowId) ?? revision.flow,
    flows,
    signatures: signaturesOf(flows, specs),
    given,
    records: spreads ? await runsForRecords(store, run) : null,
    missing:
      found?.arrival && event && run.recordIndex === null
        ? missingPlacesOf(
            (await arrivedOf(found.delivery, found.arrival)).body,
            { flow: eventFlow.doc, groups: event.outputs, runMode: event.runMode },
            specs
          )
        : null
  }
}

/** What the helper flow of a run was given. */
const termsOfRun = (kind: RunKind, terms: SubscriptionTerms): HelperTerms | null => {
  switch (kind) {
    case 'registration':
      return terms.registration
    case 'deregistration':
      return terms.deregistration
    case 'renewal':
      return terms.renewal ?? null
    case 'listing':
      return terms.listing ?? null
    case 'probe':
      return terms.probeFlow ?? null
    case 'flow':
    case 'authping':
    case 'test':
      return null
  }
}

/** A run that registered or took back, on the helper flow of the version. */
const drawnAsHelper = async (
  { specs, reaches }: Given,
  run: RunRow,
  { terms, tokenTail }: SubscriptionRow
): Promise<Drawn> => {
  const reach = await reaches.of(terms.versionId, null)
  const { flows } = reach.snapshot
  const flow = flows.find(candidate => candidate.id === run.flowId)
  const start = flow && startCardOf(flow.doc)
  if (!flow || !start) throw new Fault('run.not-drawable')
  const inputs = termsOfRun(run.kind, terms)?.inputs ?? {}
  const eventUrl = run.kind === 'registration' ? { eventUrl: `/e/…${tokenTail}`, signingSecret: '•••' } : {}
  return {
    ...partsOfVersion(reach, specs),
    isDraft: false,
    revisionNumber: null,
    flow,
    flows,
    signatures: signaturesOf(flows, specs),
    given: { [keyOfPath([start.id])]: { ...eventUrl, ...inputs } },
    records: null,
    missing: null
  }
}

/** A run of a maker's draft, on the draft as it is now: no snapshot of it is kept. */
const drawnAsDraft = async ({ store, specs }: Given, run: RunRow): Promise<Drawn> => {
  const flow = await store.flows.find(run.flowId)
  if (flow === null || flow.connectorId === null) throw new Fault('run.not-drawable')
  const connector = await store.connectors.find(flow.connectorId)
  if (connector === null) throw new Fault('run.not-drawable')
  const flows = (await store.flows.list(flow.connectorId)).map(frozen)
  return {
    isDraft: true,
    connectorId: flow.connectorId,
    revisionNumber: null,
    version: null,
    flow: frozen(flow),
    flows,
    signatures: signaturesOf(flows, specs),
    events: [],
    connectionFields: connector.authentication.fields.map(({ id, label }) => ({ id, label })),
    given: {},
    records: null,
    missing: null
  }
}

const drawnOf = async (given: Given, run: RunRow): Promise<Drawn> => {
  if (run.subscriptionId === null) return drawnAsDraft(given, run)
  const subscription = await given.store.subscriptions.find(run.subscriptionId)
  if (subscription === null) throw new Fault('run.not-drawable')
  return run.kind === 'flow'
    ? drawnAsUsers(given, run, subscription)
    : drawnAsHelper(given, run, subscription)
}

const linesIn = ({ flow, flows }: Drawn, { steps }: RunRow, specs: Specs): RunLine[] =>
  linesOf({ steps: steps ?? [], flow, flows: byFlowId(flows), specs })

/** What the cards of a run's steps are called, in the order of its steps; null where what it ran is not kept any more. */
export const stepNamesOf = async (given: Omit<Given, 'shown'>, run: RunRow): Promise<string[] | null> => {
  try {
    return linesIn(await drawnOf({ ...given, shown: async found => found }, run), run, given.specs).map(
      ({ name }) => name
    )
  } catch (error) {
    if (error instanceof Fault && error.code === 'run.not-drawable') return null
    throw error
  }
}

/** How many runs of a delivery are looked through for replays. */
const MOST_LOOKED = 200

const replaysOf = async (store: Store, { id, deliveryId, recordIndex }: RunRow): Promise<Run[]> => {
  if (deliveryId === null) return []
  const { rows } = await store.runs.list({ deliveryId, limit: MOST_LOOKED })
  return rows.filter(run => run.replayOf === id && run.recordIndex === recordIndex)
}

/** Puts together what a run is drawn from. Throws `run.not-drawable`. */
export const openRun = async (given: Given, run: RunRow): Promise<OpenRun> => {
  const { store, specs } = given
  const drawn = await drawnOf(given, run)
  const found = run.deliveryId === null ? null : await store.deliveries.find(run.deliveryId)
  const [delivery = null] = found === null ? [] : await deliveryRowsOf(given, [found.delivery])
  const noReplay =
    found === null ? null : whyNoReplay({ ...found, hasOpen: await store.runs.hasOpen(found.delivery.id) })
  return {
    ...drawn,
    run,
    lines: linesIn(drawn, run, specs),
    calls: await store.runs.callsOf(run.id),
    delivery,
    leftOut: drawn.records === null ? 0 : recordsLeftOut(run, delivery?.records ?? null),
    noReplay,
    replays: await replaysOf(store, run),
    siblings: await store.runs.beside(run.id)
  }
}
