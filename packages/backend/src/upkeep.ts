import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { createHandOut } from './alerts/hand-out.ts'
import { createSendMessages } from './alerts/send-messages.ts'
import { sweepKeys } from './intake/sweep-keys.ts'
import type { Outside, Settings } from './kernel/outside.ts'
import { type Clearings, createClearings } from './retention/clearings.ts'
import { createConcealKept } from './retention/conceal-kept.ts'
import type { HideOpen } from './retention/hide-open.ts'
import { createSweepKept, type SweepKept } from './retention/sweep-kept.ts'
import type { RulesInForce } from './revisions/rules-in-force.ts'
import type { Lives } from './subscription-cache/lives.ts'

/** What goes on by itself: alerts are handed out and sent, and what is past its days or is cleared is taken away. */
export interface Upkeep {
  clearings: Clearings
  begin: () => void
  /** What is past its days is taken away soon; nothing while it has not begun. */
  sweepSoon: () => void
  /** Begins nothing more; resolves when what is under way has ended. */
  stop: () => Promise<void>
}

export const createUpkeep = (given: {
  store: Store
  outside: Outside
  settings: Settings
  rules: RulesInForce
  lives: Lives
  hideOpen: HideOpen
  /** A subscription to the installation itself has been given a delivery. */
  delivered: (subscriptionId: Id) => void
  /** The clearing of a flow has come further. */
  progressed: (flowId: Id) => void
}): Upkeep => {
  const { store, outside, settings, rules, lives, hideOpen, delivered, progressed } = given
  const handOut = createHandOut({ store, outside, settings, rules, delivered })
  const sending = createSendMessages({ store, outside })
  const clearings = createClearings({ store, outside, progressed })
  let stopKeys = (): void => {}
  let sweep: SweepKept | null = null
  let conceal: { stop: () => Promise<void> } | null = null

  return {
    clearings,
    begin: () => {
      stopKeys = sweepKeys({ store, outside })
      handOut.begin()
      sending.begin()
      conceal = createConcealKept({ store, outside, lives })
      sweep = createSweepKept({ store, outside, rules, lives, hideOpen })
      clearings.resume().catch(thrown => {
        outside.log('What was being cleared could not be looked up; it goes on after the next start.', {
          cause: String(thrown)
        })
      })
    },
    sweepSoon: () => sweep?.soon(),
    stop: async () => {
      stopKeys()
      sweep?.stop()
      await Promise.all([handOut.stop(), sending.stop(), clearings.stop(), conceal?.stop()])
    }
  }
}
