import { type EndedHow, Fault, type Id } from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import type { JournalRows } from '../execution/durable-journal.ts'
import { type RegistrationContext, secondsOf } from './registration-context.ts'

/** Registration in progress: its run, and the progress of an earlier attempt. */
export interface RegistrationAct {
  row: SubscriptionRow
  attemptId: Id
  /** Run of the registration flow; null when the connector has none. */
  run: RunRow | null
  token: string
  rows: JournalRows
  /**
   * Early end of the registration: no more requests are sent, and results of earlier attempts are
   * undone.
   */
  early?: EarlyEnd
}

/** Reason why a registration ends before its flow does. */
export interface EarlyEnd {
  how: Extract<EndedHow, 'timed-out' | 'cancelled'>
  fault: Fault
}

/** End of a registration that overrides the outcome of its flow. */
export type Ending = EarlyEnd | { how: 'refused'; fault: Fault }

/** Returns the end of a registration that exceeded its timeout. */
export const outOfTime = (context: RegistrationContext): EarlyEnd => {
  const seconds = secondsOf(context.settings.registrationTime)
  return { how: 'timed-out', fault: new Fault('registration.timed-out', { seconds }) }
}

/** Returns the early end of an attempt that its user cancelled. */
export const cancelled = (): EarlyEnd => ({ how: 'cancelled', fault: new Fault('registration.cancelled') })
