import { Fault, type Id, startCardOf, type Version } from '@hookwright/model'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'
import { createUpgradePlanner, movedTo, type PreparedUpgrade, type Upgrade } from './plan-upgrade.ts'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'
import { replace } from './replace.ts'
import { createSeries, type SeriesProgress } from './series.ts'

/** A connector whose deployed and visible version is newer than one that flows are on with. */
export interface UpgradeOffer {
  connectorId: Id
  connectorName: string
  /** The oldest version that they are on with. */
  from: number
  to: number
  /** Number of flows to upgrade. */
  flows: number
}

/** Scope of upgrades: an owner's flows or everybody's for null, one connector, one flow. */
export interface UpgradeScope {
  ownerId: string | null
  connectorId?: Id
  flowId?: Id
}

/** Moving flows that are on to newer versions; what they run stays as it is but for that. */
export interface Upgrades {
  /** Reads no flow, so it is quick however many there are. */
  offers: (scope: UpgradeScope) => Promise<UpgradeOffer[]>
  /** Returns the consequences of each upgrade, newest subscriptions first, `most` at most. */
  plan: (scope: UpgradeScope, most?: number) => Promise<Upgrade[]>
  /** Upgrades these, one after the other, but for those that would be lost. Throws `upgrade.busy`. */
  begin: (flowIds: Id[]) => Promise<void>
  progress: () => SeriesProgress | null
  stop: () => Promise<void>
}

/** The most upgrades that one plan says. */
const MOST_PLANNED = 500

/** Flows that are read in one go, which nothing can come between. */
const READ_AT_ONCE = 20

/** A version that flows are on with, behind the one that is deployed. */
interface OlderVersion {
  connectorId: Id
  versionId: Id
  from: number
  to: Version
}

interface Behind extends OlderVersion {
  /** Number of flows that are on with it. */
  flows: number
}

export const createUpgrades = (desk: RegistrationContext, registration: Registration): Upgrades => {
  const { store, specs, outside } = desk
  // One after the other: nobody waits for an upgrade, and each is seen before the next begins.
  const series = createSeries(desk, registration, { perConnection: 1, total: 1 })

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
    if (row !== null)
      return row.status.is === 'on' || row.status.is === 'paused'
        ? older.map(each => ({ ...each, flows: 1 }))
        : []
    const counted = await store.subscriptions.countOnVersions(older, ownerId)
    const countOf = new Map(counted.map(({ versionId, flows }) => [versionId, flows]))
    return older.flatMap(each => {
      const flows = countOf.get(each.versionId)
      return flows === undefined ? [] : [{ ...each, flows }]
    })
  }

  /** Prepares the upgrades of these flows one after the other, a few read at a time, so that nobody waits for all of them. */
  const prepareAll = async (flowIds: Id[]): Promise<PreparedUpgrade[]> => {
    const prepare = createUpgradePlanner(desk)
    const found: PreparedUpgrade[] = []
    for (let next = 0; next < flowIds.length; next += READ_AT_ONCE) {
      const running = await store.subscriptions.runningFlows(flowIds.slice(next, next + READ_AT_ONCE))
      await yieldToEventLoop(outside)
      for (const each of running) {
        const prepared = await prepare(each)
        if (prepared !== null) found.push(prepared)
        await yieldToEventLoop(outside)
      }
    }
    return found
  }

  /** The draft follows where it stood at the same version; what else was drawn meanwhile stays drawn. */
  const moveDraft = async ({ subscription, terms }: PreparedUpgrade): Promise<void> => {
    const draft = await store.flows.find(subscription.flowId)
    const start = draft && startCardOf(draft.doc)
    const use = start && specs.get(start.type)?.listens(start.config)
    const version = terms && (await desk.reaches.of(terms.versionId, null).catch(() => null))
    if (!draft || !version || use?.versionId !== subscription.terms.versionId) return
    const doc = movedTo(draft.doc, version, subscription.terms.eventFlowId)
    const { name, description, active, saveAll, draftNo } = draft
    await store.flows.save(
      draft.id,
      { name, description, active, saveAll, doc },
      { baseDraft: draftNo, at: outside.clock() }
    )
  }

  const carryOut = async (prepared: PreparedUpgrade) => {
    const { upgrade, subscription, snapshot, terms } = prepared
    if (terms === null) throw new Fault('version.gone')
    const revision = { id: outside.newId(), flowId: subscription.flowId, createdAt: outside.clock() }
    const next = { ...terms, revisionId: revision.id }
    await moveDraft(prepared)
    if (upgrade.does === 're-register') {
      return replace(desk, registration, subscription.flowId, { terms: next, frozen: { revision, snapshot } })
    }
    const { publicUrl } = subscription.terms
    const kept = publicUrl === undefined ? next : { ...next, publicUrl }
    if ((await store.subscriptions.revise(subscription.id, { revision, snapshot, terms: kept })) === null) {
      throw new Fault('flow.not-on')
    }
    desk.moved(subscription.id)
    return null
  }

  /** Others came first, so what was planned may not hold any more: the user may have applied changes, or turned it off. */
  const upgradeNow = async (flowId: Id) => {
    const row = await store.subscriptions.wantedOf(flowId)
    if (row === null) throw new Fault('flow.not-on')
    if (row.status.is === 'registering') throw new Fault('subscription.registering')
    const [prepared] = await prepareAll([flowId])
    return prepared === undefined ? null : carryOut(prepared)
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
      if (versions.length === 0) return []
      const { ownerId, flowId } = scope
      const flowIds =
        flowId === undefined
          ? await store.subscriptions.flowsOnVersions(versions, { ownerId, limit: most })
          : [flowId]
      return (await prepareAll(flowIds)).map(({ upgrade }) => upgrade)
    },
    begin: async flowIds => {
      const chosen = (await prepareAll([...new Set(flowIds)])).filter(
        ({ upgrade }) => upgrade.does !== 'lost'
      )
      const begun = series.begin(
        chosen.map(prepared => ({
          flowId: prepared.upgrade.flowId,
          flowName: prepared.upgrade.flowName,
          connectorId: prepared.upgrade.connectorId,
          begin: () => upgradeNow(prepared.upgrade.flowId)
        }))
      )
      if (!begun) throw new Fault('upgrade.busy')
    },
    progress: series.progress,
    stop: series.stop
  }
}
