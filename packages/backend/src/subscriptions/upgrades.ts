import { eventFactsOf, eventKeyOf, eventUsageOf, type Specs } from '@hookwright/engine'
import {
  changeOfEvent,
  type EventFacts,
  Fault,
  type Flow,
  type Id,
  literal,
  type RevisionSnapshot,
  type SubscriptionTerms,
  sameJson,
  startCardOf,
  type Version
} from '@hookwright/model'
import type { FlowRow, SubscriptionRow } from '@hookwright/store'
import { giveWay } from '../give-way.ts'
import { receivingOf } from '../receiving/receiving-of.ts'
import type { Reach } from '../runs/reaches.ts'
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

/** A connector whose deployed and visible version is newer than one that flows are on with. */
export interface UpgradeOffer {
  connectorId: Id
  connectorName: string
  /** The oldest version that they are on with. */
  from: number
  to: number
  /** How many flows that are. */
  flows: number
}

/** Which upgrades are meant: of an owner's flows or everybody's for null, of one connector, of one flow. */
export interface UpgradeScope {
  ownerId: string | null
  connectorId?: Id
  flowId?: Id
}

/** Moving flows that are on to newer versions; what they run stays as it is but for that. */
export interface Upgrades {
  /** Reads no flow, so it is quick however many there are. */
  offers: (scope: UpgradeScope) => Promise<UpgradeOffer[]>
  /** What each upgrade means, newest subscriptions first, of so many at most. */
  plan: (scope: UpgradeScope, most?: number) => Promise<Upgrade[]>
  /** Upgrades these, one after the other, but for those that would be lost. Throws `upgrade.busy`. */
  begin: (flowIds: Id[]) => Promise<void>
  progress: () => SeriesProgress | null
  stop: () => Promise<void>
}

/** The most upgrades that one plan says. */
const MOST_PLANNED = 500

/** A version that flows are on with, behind the one that is deployed. */
interface OlderVersion {
  connectorId: Id
  versionId: Id
  from: number
  to: Version
}

interface Behind extends OlderVersion {
  /** How many flows are on with it. */
  flows: number
}

const isUp = ({ status }: SubscriptionRow): boolean => status.is === 'on' || status.is === 'paused'

/** What flows rely on of events, looked at once for all flows of an event. */
const createFacts = (specs: Specs) => {
  const known = new Map<string, EventFacts | null>()
  return ({ version, snapshot }: Reach, eventFlowId: Id): EventFacts | null => {
    const key = eventKeyOf(version.id, eventFlowId)
    const found = known.get(key)
    if (found !== undefined) return found
    const facts = eventFactsOf(snapshot, eventFlowId, specs)
    known.set(key, facts)
    return facts
  }
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
const movedTo = (doc: Flow, { version, events }: Reach, eventFlowId: Id): Flow => {
  const start = startCardOf(doc)
  const event = events.get(eventKeyOf(version.id, eventFlowId))
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

  const nameOf = async (connectorId: Id): Promise<string> =>
    (await store.connectors.find(connectorId))?.name ?? ''

  /** The versions that flows run although a newer one is deployed and visible. */
  const behind = async ({ ownerId, connectorId, flowId }: UpgradeScope): Promise<Behind[]> => {
    const offered = new Map((await store.versions.offered()).map(version => [version.connectorId, version]))
    const row = flowId === undefined ? null : await store.subscriptions.wantedOf(flowId)
    const of =
      flowId === undefined ? await store.subscriptions.versionsWanted() : row === null ? [] : [row.terms]
    const older: OlderVersion[] = []
    for (const run of of) {
      const to = offered.get(run.connectorId)
      if (to === undefined || to.id === run.versionId) continue
      if (connectorId !== undefined && run.connectorId !== connectorId) continue
      const from = await store.versions.about(run.versionId)
      if (from === null || from.number >= to.number) continue
      older.push({ connectorId: run.connectorId, versionId: run.versionId, from: from.number, to })
    }
    if (row !== null) return isUp(row) ? older.map(each => ({ ...each, flows: 1 })) : []
    const counted = await store.subscriptions.countOnVersions(older, ownerId)
    const countOf = new Map(counted.map(({ versionId, flows }) => [versionId, flows]))
    return older.flatMap(each => {
      const flows = countOf.get(each.versionId)
      return flows === undefined ? [] : [{ ...each, flows }]
    })
  }

  const prepare = async (row: SubscriptionRow, facts = createFacts(specs)): Promise<Prepared | null> => {
    const { terms } = row
    const to = (await store.versions.offered()).find(({ connectorId }) => connectorId === terms.connectorId)
    const from = await store.versions.about(terms.versionId)
    if (to === undefined || from === null || to.number <= from.number) return null
    const flow = await store.flows.find(row.flowId)
    const reach = await desk.reaches.of(terms.versionId, terms.revisionId).catch(() => null)
    const deployed = await desk.reaches.of(to.id, null).catch(() => null)
    if (deployed === null || flow === null || !reach?.revision) return null
    const runs = reach.revision
    const doc = movedTo(runs.flow.doc, deployed, terms.eventFlowId)
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
    const before = facts(reach, terms.eventFlowId)
    const after = facts(deployed, terms.eventFlowId)
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

  /** One after the other, so that nobody waits for all of them. */
  const prepareAll = async (rows: SubscriptionRow[]): Promise<Prepared[]> => {
    const facts = createFacts(specs)
    const found: Prepared[] = []
    for (const row of rows) {
      const prepared = await prepare(row, facts)
      if (prepared !== null) found.push(prepared)
      await giveWay(outside)
    }
    return found
  }

  const rowsOf = async (flowIds: Id[]): Promise<SubscriptionRow[]> => {
    const rows: SubscriptionRow[] = []
    for (const flowId of new Set(flowIds)) {
      const row = await store.subscriptions.wantedOf(flowId)
      if (row !== null && isUp(row)) rows.push(row)
    }
    return rows
  }

  /** The draft follows where it stood at the same version; what else was drawn meanwhile stays drawn. */
  const moveDraft = async ({ flow, row, terms }: Prepared): Promise<void> => {
    const draft = await store.flows.find(flow.id)
    const start = draft && startCardOf(draft.doc)
    const use = start && specs.get(start.type)?.listens(start.config)
    const version = terms && (await desk.reaches.of(terms.versionId, null).catch(() => null))
    if (!draft || !version || use?.versionId !== row.terms.versionId) return
    const doc = movedTo(draft.doc, version, row.terms.eventFlowId)
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
    offers: async scope => {
      const offers = new Map<Id, UpgradeOffer>()
      for (const { connectorId, from, to, flows } of await behind(scope)) {
        const known = offers.get(connectorId)
        const connectorName = known?.connectorName ?? (await nameOf(connectorId))
        const oldest = Math.min(from, known?.from ?? from)
        const all = flows + (known?.flows ?? 0)
        offers.set(connectorId, { connectorId, connectorName, from: oldest, to: to.number, flows: all })
      }
      return [...offers.values()]
    },
    plan: async (scope, most = MOST_PLANNED) => {
      const versions = await behind(scope)
      const rows =
        scope.flowId === undefined
          ? await store.subscriptions.onVersions(versions, { ownerId: scope.ownerId, limit: most })
          : versions.length === 0
            ? []
            : await rowsOf([scope.flowId])
      return (await prepareAll(rows)).map(({ upgrade }) => upgrade)
    },
    begin: async flowIds => {
      const chosen = (await prepareAll(await rowsOf(flowIds))).filter(
        ({ upgrade }) => upgrade.does !== 'lost'
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
