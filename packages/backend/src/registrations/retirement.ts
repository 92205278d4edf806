import type { Id } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import type { RegistrationContext } from './registration-context.ts'
import type { SwitchOff } from './switch-off.ts'

/**
 * Deregistration of replaced subscriptions at the end of their overlap. During the overlap, the old and the
 * new subscription both accept events.
 */
export interface Retirement {
  /** Schedules the deregistration of a replaced subscription for the end of its overlap. */
  schedule: (row: SubscriptionRow) => void
  /** Stops starting deregistrations. */
  stop: () => void
}

export const createRetirement = (context: RegistrationContext, off: SwitchOff): Retirement => {
  const { effects, settings } = context
  const waiting = new Map<Id, () => void>()
  let stopping = false

  const retire = (row: SubscriptionRow): void => {
    waiting.delete(row.id)
    retryUntilWritten({ effects, stopping: () => stopping }, () => off.begin(row)).catch(thrown =>
      effects.log(
        'A replaced subscription could not be deregistered. This is retried at the next server start.',
        {
          subscription: row.id,
          cause: String(thrown)
        }
      )
    )
  }

  return {
    schedule: row => {
      if (stopping) return
      retryUntilWritten({ effects, stopping: () => stopping }, () => off.moveWaiting(row)).catch(thrown =>
        effects.log(
          'Waiting deliveries could not be moved to the new subscription of their flow. They are moved when the old subscription is deregistered.',
          {
            subscription: row.id,
            cause: String(thrown)
          }
        )
      )
      waiting.get(row.id)?.()
      // No longer than any other, although the clock may have been set back.
      const left = Math.min(Math.max(0, (row.answersUntil ?? 0) - effects.clock()), settings.overlap)
      waiting.set(
        row.id,
        effects.after(left, () => retire(row))
      )
    },
    stop: () => {
      stopping = true
      for (const cancel of waiting.values()) cancel()
    }
  }
}
