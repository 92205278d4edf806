import { Fault, type Id } from '@hookwright/model'
import type { DueRun, RunRow, Store, WorkClaim } from '@hookwright/store'
import { onHoldAlert } from '../alerts/new-alert.ts'
import type { Effects } from '../kernel/effects.ts'
import { beginRun } from '../kernel/keep-run.ts'
import type { Write } from '../kernel/retry-until-written.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { LocalDispatcher } from './dispatcher.ts'
import { waitsNoMore } from './run-delivery.ts'

const quarantined = (what: 'delivery' | 'record' | 'run') => ({
  is: 'on-hold' as const,
  why: `The server stopped four times while processing this ${what}.`
})

export type HoldSuspects = ReturnType<typeof createHoldSuspects>

/**
 * Creates the functions that put crash suspects on hold: work that was running during too many crashes. Each
 * hold raises an alert. If processes share work, the result is written under the claim.
 */
export const createHoldSuspects = (params: {
  store: Store
  effects: Effects
  subscriptionCache: Pick<SubscriptionCache, 'byId'>
  dispatcher: Pick<LocalDispatcher, 'releaseOrderLock'>
  write: Write
}) => {
  const { store, effects, subscriptionCache, dispatcher, write } = params

  return {
    /** Puts a delivery on hold before its first run. */
    delivery: async (id: Id, claim?: WorkClaim): Promise<void> => {
      const [found] = await store.deliveries.waiting({ ids: [id], limit: 1 })
      const subscription =
        found === undefined ? null : await subscriptionCache.byId(found.delivery.subscriptionId)
      if (found === undefined || subscription === null) return
      const { hasBegun } = found
      const before = hasBegun ? await store.runs.find(id) : null
      const at = effects.clock()
      const onHold = beginRun({
        id,
        kind: 'flow',
        flowId: subscription.flowId,
        subscriptionId: subscription.id,
        deliveryId: id,
        revisionId: before?.revisionId ?? subscription.terms.revisionId,
        startedAt: at,
        finishedAt: at,
        status: quarantined('delivery')
      })
      const { why } = quarantined('delivery')
      const alert = onHoldAlert(effects, onHold, { why, connectorId: subscription.terms.connectorId, at })
      await write(() => store.runs.finishFirst(onHold, { erase: false, begun: hasBegun, alert, claim }))
    },
    /** Puts the first remaining record of a delivery on hold. The other records continue. */
    record: async (spread: { deliveryId: Id; subscriptionId: Id }, claim?: WorkClaim): Promise<void> => {
      const { deliveryId, subscriptionId } = spread
      const [first] = await store.runs.queued({ deliveryId, limit: 1 })
      if (first !== undefined) {
        const at = effects.clock()
        const status = quarantined('record')
        const onHold = { ...first.run, startedAt: at, finishedAt: at, status }
        const subscription = await subscriptionCache.byId(subscriptionId)
        const connectorId = subscription?.terms.connectorId ?? null
        const alert = onHoldAlert(effects, onHold, { why: status.why, connectorId, at })
        await write(() => store.runs.finish(onHold, { erase: false, alert, claim }))
      }
      await write(() => store.deliveries.clearStarts([deliveryId]))
    },
    /** Puts a waiting run on hold. The run keeps its trace and releases its order lock. */
    wait: async ({ id, subscriptionId, orderKey }: DueRun, claim?: WorkClaim): Promise<void> => {
      const found = await store.waits.find(id)
      if (found === null || found.run.status.is !== 'waiting') return
      const at = effects.clock()
      const status = { ...quarantined('run'), at: found.run.status.at }
      const run = { ...found.run, finishedAt: at, status }
      const subscription = await subscriptionCache.byId(subscriptionId)
      const of = { ...run, flowId: subscription?.flowId ?? run.flowId }
      const connectorId = subscription?.terms.connectorId ?? null
      const alert = onHoldAlert(effects, of, { why: status.why, connectorId, at })
      const none = { draws: [], wait: null, record: null, until: null, orderKey: null }
      try {
        await write(() => store.waits.suspend(run, { ...none, woken: true, alert, claim }))
        await dispatcher.releaseOrderLock(run.flowId, orderKey)
      } catch (thrown) {
        if (!waitsNoMore(thrown)) throw thrown
      }
    },
    /** Fails a replay that cannot run because it is no longer stored or has crashed too often. */
    replay: async ({ id }: Pick<RunRow, 'id'>, claim?: WorkClaim): Promise<void> => {
      const status = { is: 'failed' as const, at: [], fault: new Fault('run.interrupted').toData() }
      const end = { id, status, finishedAt: effects.clock(), steps: [], result: null }
      await write(() => store.runs.finish(end, { erase: false, claim }))
    }
  }
}
