import { Fault, type Id } from '@hookwright/model'
import { termsInPlace } from './freeze.ts'
import { moveDrafts } from './move-drafts.ts'
import type { PreparedUpgrade, Upgrade } from './plan-upgrade.ts'
import { outdatedVersionsOf, planUpgrades, prepareUpgrades, type UpgradeScope } from './plan-upgrades.ts'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'
import { replace } from './replace.ts'
import { createSeries, type SeriesProgress } from './series.ts'

/** Available upgrade of running flows to the deployed, visible version of a connector. */
export interface UpgradeOffer {
  connectorId: Id
  connectorName: string
  /** Oldest version that the flows to upgrade use. */
  from: number
  to: number
  /** Number of flows to upgrade. */
  flows: number
}

/** Upgrades of running flows to newer connector versions. Everything else in the flows stays unchanged. */
export interface Upgrades {
  /** Returns the available upgrades in a scope. It reads no flows, so it is fast for any number of flows. */
  offers: (scope: UpgradeScope) => Promise<UpgradeOffer[]>
  /** Returns the planned upgrades with their effects, newest subscriptions first. Returns at most `most`. */
  plan: (scope: UpgradeScope, most?: number) => Promise<Upgrade[]>
  /**
   * Upgrades these flows in sequence to the deployed version of one connector, or of all connectors that they
   * use. Skips flows that would be lost. Throws `upgrade.busy`.
   */
  begin: (flowIds: Id[], connectorId?: Id) => Promise<void>
  progress: () => Promise<SeriesProgress | null>
  /**
   * Returns the progress of the last upgrades if they were for this connector only. Otherwise returns `null`.
   */
  progressOf: (connectorId: Id) => Promise<SeriesProgress | null>
  stop: () => Promise<void>
}

export const createUpgrades = (context: RegistrationContext, registration: Registration): Upgrades => {
  const { store, effects } = context
  // One after the other: nobody waits for an upgrade, and each is seen before the next begins.
  const series = createSeries(context, registration, 'upgrades', { perConnection: 1, total: 1 })

  const nameOf = async (connectorId: Id): Promise<string> =>
    (await store.connectors.find(connectorId))?.name ?? ''

  const carryOut = async (prepared: PreparedUpgrade) => {
    const { upgrade, subscription, snapshot, terms } = prepared
    if (terms === null) throw new Fault('subscription.cannot-turn-on', { what: upgrade.reasons.join(' ') })
    const revision = { id: effects.newId(), flowId: subscription.flowId, createdAt: effects.clock() }
    const next = { ...terms, revisionId: revision.id }
    await moveDrafts(context, prepared)
    if (upgrade.does === 're-register') {
      return replace(context, registration, subscription.flowId, {
        terms: next,
        frozen: { revision, snapshot }
      })
    }
    const revised = { revision, snapshot, terms: termsInPlace(next, subscription.terms) }
    if ((await store.subscriptions.revise(subscription.id, revised)) === null) {
      throw new Fault('flow.not-on')
    }
    context.moved(subscription.id)
    return null
  }

  /**
   * Upgrades a flow with a new plan. A user may have changed the flow or turned it off since the last plan.
   */
  const upgradeNow = async (flowId: Id, connectorId: Id) => {
    const row = await store.subscriptions.wantedOf(flowId)
    if (row === null) throw new Fault('flow.not-on')
    if (row.status.is === 'registering') throw new Fault('subscription.registering')
    const [prepared] = await prepareUpgrades(context, [flowId], connectorId)
    return prepared === undefined ? null : carryOut(prepared)
  }

  return {
    offers: async scope =>
      Promise.all(
        (await outdatedVersionsOf(context, scope)).map(async ({ connectorId, from, to, flows }) => ({
          connectorId,
          connectorName: await nameOf(connectorId),
          from,
          to,
          flows
        }))
      ),
    plan: (scope, most) => planUpgrades(context, scope, most),
    begin: async (flowIds, connectorId) => {
      const chosen = (await prepareUpgrades(context, [...new Set(flowIds)], connectorId)).filter(
        ({ upgrade }) => upgrade.does !== 'lost'
      )
      const begun = await series.begin(
        chosen.map(({ upgrade }) => ({
          flowId: upgrade.flowId,
          flowName: upgrade.flowName,
          connectorId: upgrade.connectorId,
          begin: () => upgradeNow(upgrade.flowId, upgrade.connectorId)
        })),
        connectorId ?? null
      )
      if (!begun) throw new Fault('upgrade.busy')
    },
    progress: async () => (await series.progress())?.progress ?? null,
    progressOf: async connectorId => {
      const last = await series.progress()
      return last?.label === connectorId ? last.progress : null
    },
    stop: series.stop
  }
}
