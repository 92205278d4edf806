import { Fault, type Id, type SubscriptionEndReason } from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import type { JournalRows } from '../execution/durable-journal.ts'
import { type RegistrationContext, secondsOf } from './registration-context.ts'

/** Registration in progress, with its run and the journal of an earlier attempt. */
export interface RegistrationAct {
  row: SubscriptionRow
  attemptId: Id
  /** Run of the registration flow; `null` if the connector has no such flow. */
  run: RunRow | null
  token: string
  rows: JournalRows
  /**
   * Set if the registration ends early. No more requests are sent, and results of earlier attempts are
   * undone.
   */
  early?: EarlyEnd
}

/** Reason why a registration ends before its flow does. */
export interface EarlyEnd {
  how: Extract<SubscriptionEndReason, 'timed-out' | 'cancelled'>
  fault: Fault
}

/** Ending of a registration that takes precedence over the outcome of its flow. */
export type Ending = EarlyEnd | { how: 'refused'; fault: Fault }

/** Returns the early end of a registration that exceeded its timeout. */
export const outOfTime = (context: RegistrationContext): EarlyEnd => {
  const seconds = secondsOf(context.settings.registrationTime)
  return { how: 'timed-out', fault: new Fault('registration.timed-out', { seconds }) }
}

/** Returns the early end of a registration that the user cancelled. */
export const cancelled = (): EarlyEnd => ({ how: 'cancelled', fault: new Fault('registration.cancelled') })
