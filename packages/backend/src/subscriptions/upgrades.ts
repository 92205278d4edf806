import { eventFactsOf, eventKeyOf, eventsOfVersion, eventUsageOf } from '@hookwright/engine'
import {
  changeOfEvent,
  Fault,
  type Flow,
  type Id,
  literal,
  type RevisionSnapshot,
  type SubscriptionTerms,
  sameJson,
  startCardOf
} from '@hookwright/model'
import type { FlowRow, SubscriptionRow } from '@hookwright/store'
import type { KeptVersion } from '../connectors/impact.ts'
import { receivingOf } from '../receiving/receiving-of.ts'
import type { Desk } from './desk.ts'
import { termsOf } from './freeze.ts'
import { blockersAsText, readinessOf } from './readiness.ts'
import type { Registration } from './registration.ts'
import { replace } from './replace.ts'
import { createSeries, type SeriesProgress } from './series.ts'

/** What moving a flow that is on to the deployed version of its connector means. */
export interface Upgrade {
  flowId: Id
  flowName: string | null
  connectorId: Id
  connectorName: string
  from: number
  to: number
  /** `lost` is one that would stop working, and so is left as it is. */
  does: 're-register' | 'in-place' | 'lost'
  /** Each difference as a sentence, the gravest first. */
  reasons: string[]
}

/** Moving flows that are on to newer versions; what they run stays as it is but for that. */
export interface Upgrades {
  /** Of all flows that are on with an older version than the deployed and visible one. */
  plan: () => Promise<Upgrade[]>
  /** Upgrades these, one after the other, but for those that would be lost. Throws `upgrade.busy`. */
  begin: (flowIds: Id[]) => Promise<void>
  progress: () => SeriesProgress | null
  stop: () => Promise<void>
}

/** All that one upgrade takes. */
interface Prepared {
  upgrade: Upgrade
  row: SubscriptionRow
  flow: FlowRow
  snapshot: RevisionSnapshot
  terms: Omit<SubscriptionTerms, 'revisionId'> | null
}

/** The flow with its event card moved to another version: options that are gone go, new ones get their first value. */
const movedTo = (doc: Flow, { version, snapshot }: KeptVersion, eventFlowId: Id, desk: Desk): Flow => {
  const start = startCardOf(doc)
  const event = new Map(eventsOfVersion(version.id, snapshot, desk.specs)).get(
    eventKeyOf(version.id, eventFlowId)
  )
  if (start === undefined || event === undefined) return doc
  const inputs = Object.fromEntries(
    event.options.flatMap(({ id, initial }) => {
      const chosen = start.inputs[id] ?? (initial === undefined ? undefined : literal(initial))
      return chosen === undefined ? [] : [[id, chosen]]
    })
  )
  const card = { ...start, config: { ...start.config, versionId: version.id }, inputs }
  return { ...doc, cards: { ...doc.cards, [start.id]: card } }
}

export const createUpgrades = (desk: Desk, registration: Registration): Upgrades => {
  const { store, specs, outside } = desk
  const series = createSeries(desk, registration)

  const prepare = async (row: SubscriptionRow): Promise<Prepared | null> => {
    const { terms } = row
    const deployed = await store.versions.deployedOf(terms.connectorId)
    const flow = await store.flows.find(row.flowId)
    const reach = await desk.reaches.of(terms.versionId, terms.revisionId).catch(() => null)
    if (deployed === null || flow === null || !reach?.revision) return null
    if (!deployed.version.visible || deployed.version.number <= reach.version.number) return null
    const runs = reach.revision
    const doc = movedTo(runs.flow.doc, deployed, terms.eventFlowId, desk)
    const start = startCardOf(runs.flow.doc)
    const use = start && specs.get(start.type)?.listens(start.config)
    const about = {
      flowId: flow.id,
      flowName: flow.name,
      connectorId: terms.connectorId,
      connectorName: deployed.snapshot.name,
      from: reach.version.number,
      to: deployed.version.number
    }
    const snapshot = { ...runs, flow: { ...runs.flow, doc } }
    const lost = (reasons: string[]): Prepared => ({
      upgrade: { ...about, does: 'lost', reasons },
      row,
      flow,
      snapshot,
      terms: null
    })
    const before = eventFactsOf(reach.snapshot, terms.eventFlowId, specs)
    const after = eventFactsOf(deployed.snapshot, terms.eventFlowId, specs)
    if (!start || !use || before === null || after === null)
      return lost(['The event is not in this version.'])
    const { change, reasons } = changeOfEvent(before, after, eventUsageOf(runs.flow.doc, start, use))
    if (change === 'breaking') return lost(reasons)
    const { ready, blockers } = await readinessOf(desk, { ...flow, doc })
    if (ready === null) return lost([blockersAsText(blockers)])
    const next = termsOf(desk, ready)
    // What the service was told, and by which keys it is known, has to stay for nobody to have to be told.
    const told = ({ options, registration: opens, deregistration: closes }: typeof next) => ({
      options,
      opens,
      closes
    })
    const keys = (version: typeof reach.snapshot) => {
      const { verify, handshake } = receivingOf(specs, version, terms.eventFlowId)
      return { verify, handshake }
    }
    const isSame =
      change === 'compatible' &&
      sameJson(told(next), told(terms)) &&
      sameJson(keys(deployed.snapshot), keys(reach.snapshot))
    const does = isSame ? 'in-place' : 're-register'
    return { upgrade: { ...about, does, reasons }, row, flow, snapshot, terms: next }
  }

  const prepareAll = async (): Promise<Prepared[]> => {
    const on = (await store.subscriptions.known()).filter(
      ({ wanted, status }) => wanted && (status.is === 'on' || status.is === 'paused')
    )
    return (await Promise.all(on.map(prepare))).filter(prepared => prepared !== null)
  }

  /** The draft follows where it stood at the same version; what else was drawn meanwhile stays drawn. */
  const moveDraft = async ({ flow, row, terms }: Prepared): Promise<void> => {
    const draft = await store.flows.find(flow.id)
    const start = draft && startCardOf(draft.doc)
    const use = start && specs.get(start.type)?.listens(start.config)
    const version = terms && (await store.versions.find(terms.versionId))
    if (!draft || !version || use?.versionId !== row.terms.versionId) return
    const doc = movedTo(draft.doc, version, row.terms.eventFlowId, desk)
    const { name, description, active, saveAll, draftNo } = draft
    await store.flows.save(
      flow.id,
      { name, description, active, saveAll, doc },
      { baseDraft: draftNo, at: outside.clock() }
    )
  }

  const carryOut = async (prepared: Prepared) => {
    const { upgrade, row, snapshot, terms } = prepared
    if (terms === null) throw new Fault('version.gone')
    const revision = { id: outside.newId(), flowId: row.flowId, createdAt: outside.clock() }
    const next = { ...terms, revisionId: revision.id }
    await moveDraft(prepared)
    if (upgrade.does === 're-register') {
      return replace(desk, registration, row.flowId, { terms: next, frozen: { revision, snapshot } })
    }
    const { publicUrl } = row.terms
    const kept = publicUrl === undefined ? next : { ...next, publicUrl }
    if ((await store.subscriptions.revise(row.id, { revision, snapshot, terms: kept })) === null) {
      throw new Fault('flow.not-on')
    }
    desk.moved(row.id)
    return null
  }

  /** Others came first, so what was planned may not hold any more: the user may have applied changes, or turned it off. */
  const upgradeNow = async (flowId: Id) => {
    const row = await store.subscriptions.wantedOf(flowId)
    if (row === null) throw new Fault('flow.not-on')
    if (row.status.is === 'registering') throw new Fault('subscription.registering')
    const prepared = await prepare(row)
    return prepared === null ? null : carryOut(prepared)
  }

  return {
    plan: async () => (await prepareAll()).map(({ upgrade }) => upgrade),
    begin: async flowIds => {
      const chosen = (await prepareAll()).filter(
        ({ upgrade }) => flowIds.includes(upgrade.flowId) && upgrade.does !== 'lost'
      )
      const begun = series.begin(
        chosen.map(prepared => ({
          flowId: prepared.upgrade.flowId,
          flowName: prepared.upgrade.flowName,
          begin: () => upgradeNow(prepared.upgrade.flowId)
        }))
      )
      if (!begun) throw new Fault('upgrade.busy')
    },
    progress: series.progress,
    stop: series.stop
  }
}
