import type { Specs } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { createHandOut } from './alerts/hand-out.ts'
import { createSendMessages } from './alerts/send-messages.ts'
import { sweepKeys } from './intake/sweep-keys.ts'
import type { Effects, Settings } from './kernel/effects.ts'
import { createClearings, type RetentionClearings } from './retention/clearings.ts'
import { createConcealStored } from './retention/conceal-stored.ts'
import type { HideOpen } from './retention/hide-open.ts'
import { createRetentionSweep, type RetentionSweep } from './retention/sweep-retention.ts'
import type { RulesInForce } from './revisions/rules-in-force.ts'
import { createScheduler } from './starts/scheduler.ts'
import type { SubscriptionCache } from './subscription-cache/subscription-cache.ts'

/** Background jobs: starts scheduled flows, sends alerts, and deletes data past its retention period or cleared by a user. */
export interface Upkeep {
  clearings: RetentionClearings
  begin: () => void
  /** Schedules a retention sweep soon; does nothing before `begin`. */
  sweepSoon: () => void
  /** Starts nothing new; resolves when work in progress has ended. */
  stop: () => Promise<void>
}

export const createUpkeep = (given: {
  store: Store
  specs: Specs
  outside: Effects
  settings: Settings
  rules: RulesInForce
  lives: SubscriptionCache
  hideOpen: HideOpen
  /** Called with each built-in subscription that has received a delivery. */
  delivered: (subscriptionId: Id) => void
  /** Called with each flow whose clearing has progressed. */
  progressed: (flowId: Id) => void
}): Upkeep => {
  const { store, specs, outside, settings, rules, lives, hideOpen, delivered, progressed } = given
  const handOut = createHandOut({ store, outside, settings, rules, delivered })
  const scheduler = createScheduler({ store, specs, outside, rules, delivered })
  const sending = createSendMessages({ store, outside })
  const clearings = createClearings({ store, outside, progressed })
  let stopKeys = (): void => {}
  let sweep: RetentionSweep | null = null
  let conceal: { stop: () => Promise<void> } | null = null

  return {
    clearings,
    begin: () => {
      stopKeys = sweepKeys({ store, outside })
      handOut.begin()
      scheduler.begin()
      sending.begin()
      conceal = createConcealStored({ store, outside, lives })
      sweep = createRetentionSweep({ store, outside, rules, lives, hideOpen })
      clearings.resume().catch(thrown => {
        outside.log('Unfinished deletions could not be read. They continue after the next start.', {
          cause: String(thrown)
        })
      })
    },
    sweepSoon: () => sweep?.soon(),
    stop: async () => {
      stopKeys()
      sweep?.stop()
      await Promise.all([handOut.stop(), scheduler.stop(), sending.stop(), clearings.stop(), conceal?.stop()])
    }
  }
}
