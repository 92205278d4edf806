import type { Specs } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { createAlertHandler } from './alerts/alert-handler.ts'
import { createSendMessages } from './alerts/send-messages.ts'
import { sweepKeys } from './intake/sweep-keys.ts'
import type { Effects, Settings } from './kernel/effects.ts'
import type { ProcessCalls } from './kernel/process-calls.ts'
import { createClearings, type RetentionClearings } from './retention/clearings.ts'
import { createConcealStored } from './retention/conceal-stored.ts'
import type { HideOpen } from './retention/hide-open.ts'
import { createRetentionSweep, type RetentionSweep } from './retention/sweep-retention.ts'
import type { RulesInForce } from './revisions/rules-in-force.ts'
import { createScheduler } from './starts/scheduler.ts'
import type { SubscriptionCache } from './subscription-cache/subscription-cache.ts'

/**
 * Background jobs: starting scheduled flows, sending alerts, and deleting data that is past its retention
 * period or cleared by a user.
 */
export interface Upkeep {
  clearings: RetentionClearings
  /**
   * Begins the background jobs. The returned function stops starting work and resolves when work in progress
   * has ended. The jobs may then begin again.
   */
  begin: () => () => Promise<void>
  /** Schedules a retention sweep soon. Does nothing before the jobs have begun. */
  sweepSoon: () => void
  /** Stops starting deletions of cleared data. Resolves when those in progress have ended. */
  stop: () => Promise<void>
}

export const createUpkeep = (params: {
  store: Store
  specs: Specs
  effects: Effects
  calls: ProcessCalls
  settings: Settings
  rules: RulesInForce
  subscriptionCache: SubscriptionCache
  hideOpen: HideOpen
  /** Called with the id of each built-in subscription that has received a delivery. */
  delivered: (subscriptionId: Id) => void
  /** Called with the id of each flow whose deletion of data has progressed. */
  progressed: (flowId: Id) => void
}): Upkeep => {
  const {
    store,
    specs,
    effects,
    calls,
    settings,
    rules,
    subscriptionCache,
    hideOpen,
    delivered,
    progressed
  } = params
  const clearings = createClearings({ store, effects, calls, progressed })
  let sweep: RetentionSweep | null = null

  return {
    clearings,
    begin: () => {
      const dispatch = createAlertHandler({ store, effects, settings, rules, delivered })
      const scheduler = createScheduler({ store, specs, effects, rules, delivered })
      const sending = createSendMessages({ store, effects })
      const stopKeys = sweepKeys({ store, effects })
      dispatch.begin()
      scheduler.begin()
      sending.begin()
      const conceal = createConcealStored({ store, effects, subscriptionCache })
      const sweeping = createRetentionSweep({ store, effects, rules, subscriptionCache, hideOpen })
      sweep = sweeping
      clearings.resume().catch(thrown => {
        effects.log('Unfinished deletions could not be read. They continue after the next server start.', {
          cause: String(thrown)
        })
      })
      return async () => {
        stopKeys()
        clearings.leave()
        sweeping.stop()
        if (sweep === sweeping) sweep = null
        await Promise.all([dispatch.stop(), scheduler.stop(), sending.stop(), conceal.stop()])
      }
    },
    sweepSoon: () => sweep?.soon(),
    stop: clearings.stop
  }
}
