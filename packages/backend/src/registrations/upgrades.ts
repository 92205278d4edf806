import { Fault, type Id, type Version } from '@hookwright/model'
import type { VersionUsers } from '@hookwright/store'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'
import { moveDrafts } from './move-drafts.ts'
import { createUpgradePlanner, type PreparedUpgrade, type Upgrade } from './plan-upgrade.ts'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'
import { replace } from './replace.ts'
import { createSeries, type SeriesProgress } from './series.ts'

/** Offer to upgrade flows that are on with an older version than the deployed, visible one. */
export interface UpgradeOffer {
  connectorId: Id
  connectorName: string
  /** The oldest version that these flows use. */
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
  /**
   * Upgrades these to the deployed version of a connector, or of all that they use, one after the other, but for those that
   * would be lost. Throws `upgrade.busy`.
   */
  begin: (flowIds: Id[], connectorId?: Id) => Promise<void>
  progress: () => SeriesProgress | null
  stop: () => Promise<void>
}

/** The most upgrades that one plan says. */
const MOST_PLANNED = 500

/** Flows that are read in one go, which nothing can come between. */
const READ_AT_ONCE = 20

/** Versions of a connector, older than the deployed one, that flows that are on use. */
interface Behind extends VersionUsers {
  /** The oldest of them. */
  from: number
  to: number
}

export const createUpgrades = (desk: RegistrationContext, registration: Registration): Upgrades => {
  const { store, outside } = desk
  // One after the other: nobody waits for an upgrade, and each is seen before the next begins.
  const series = createSeries(desk, registration, { perConnection: 1, total: 1 })

  const nameOf = async (connectorId: Id): Promise<string> =>
    (await store.connectors.find(connectorId))?.name ?? ''

  const isOn = async (flowId: Id): Promise<boolean> => {
    const status = (await store.subscriptions.wantedOf(flowId))?.status.is
    return status === 'on' || status === 'paused'
  }

  /** The versions that flows run although a newer one is deployed and visible, by connector. */
  const behind = async ({ ownerId, connectorId, flowId }: UpgradeScope): Promise<Behind[]> => {
    const offered = new Map((await store.versions.offered()).map(version => [version.connectorId, version]))
    const older = new Map<Id, Version>()
    for (const run of await store.subscriptions.versionsWanted(flowId)) {
      const to = offered.get(run.connectorId)
      if (to === undefined || to.id === run.versionId) continue
      if (connectorId !== undefined && run.connectorId !== connectorId) continue
      const from = await store.versions.about(run.versionId)
      if (from !== null && from.number < to.number) older.set(from.id, from)
    }
    const versions = [...older.values()].map(({ connectorId, id }) => ({ connectorId, versionId: id }))
    const users =
      flowId === undefined || versions.length === 0
        ? await store.subscriptions.countOnVersions(versions, ownerId)
        : (await isOn(flowId))
          ? [...new Set(versions.map(each => each.connectorId))].map(of => ({
              connectorId: of,
              versionIds: versions.filter(each => each.connectorId === of).map(each => each.versionId),
              flows: 1
            }))
          : []
    return users.flatMap(each => {
      const to = offered.get(each.connectorId)
      const numbers = each.versionIds.flatMap(id => older.get(id)?.number ?? [])
      return to === undefined ? [] : [{ ...each, from: Math.min(...numbers), to: to.number }]
    })
  }

  /** Prepares the upgrades of these flows one after the other, a few read at a time, so that nobody waits for all of them. */
  const prepareAll = async (flowIds: Id[], connectorId: Id | undefined): Promise<PreparedUpgrade[]> => {
    const prepare = createUpgradePlanner(desk)
    const found: PreparedUpgrade[] = []
    for (let next = 0; next < flowIds.length; next += READ_AT_ONCE) {
      const running = await store.subscriptions.runningFlows(flowIds.slice(next, next + READ_AT_ONCE))
      await yieldToEventLoop(outside)
      for (const each of running) {
        found.push(...(await prepare(each, connectorId)))
        await yieldToEventLoop(outside)
      }
    }
    return found
  }

  const carryOut = async (prepared: PreparedUpgrade) => {
    const { upgrade, subscription, snapshot, terms } = prepared
    if (terms === null) throw new Fault('subscription.cannot-turn-on', { what: upgrade.reasons.join(' ') })
    const revision = { id: outside.newId(), flowId: subscription.flowId, createdAt: outside.clock() }
    const next = { ...terms, revisionId: revision.id }
    await moveDrafts(desk, prepared)
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

  /** Upgrades a flow by a fresh plan, since the user may have applied changes or turned it off. */
  const upgradeNow = async (flowId: Id, connectorId: Id) => {
    const row = await store.subscriptions.wantedOf(flowId)
    if (row === null) throw new Fault('flow.not-on')
    if (row.status.is === 'registering') throw new Fault('subscription.registering')
    const [prepared] = await prepareAll([flowId], connectorId)
    return prepared === undefined ? null : carryOut(prepared)
  }

  return {
    offers: async scope =>
      Promise.all(
        (await behind(scope)).map(async ({ connectorId, from, to, flows }) => ({
          connectorId,
          connectorName: await nameOf(connectorId),
          from,
          to,
          flows
        }))
      ),
    plan: async (scope, most = MOST_PLANNED) => {
      const versions = (await behind(scope)).flatMap(({ connectorId, versionIds }) =>
        versionIds.map(versionId => ({ connectorId, versionId }))
      )
      if (versions.length === 0) return []
      const { ownerId, flowId } = scope
      const flowIds =
        flowId === undefined
          ? await store.subscriptions.flowsOnVersions(versions, { ownerId, limit: most })
          : [flowId]
      return (await prepareAll(flowIds, scope.connectorId)).map(({ upgrade }) => upgrade)
    },
    begin: async (flowIds, connectorId) => {
      const chosen = (await prepareAll([...new Set(flowIds)], connectorId)).filter(
        ({ upgrade }) => upgrade.does !== 'lost'
      )
      const begun = series.begin(
        chosen.map(({ upgrade }) => ({
          flowId: upgrade.flowId,
          flowName: upgrade.flowName,
          connectorId: upgrade.connectorId,
          begin: () => upgradeNow(upgrade.flowId, upgrade.connectorId)
        }))
      )
      if (!begun) throw new Fault('upgrade.busy')
    },
    progress: series.progress,
    stop: series.stop
  }
}
