import type { FaultData } from '../kernel/fault.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { Schedule } from './schedule.ts'

/** Largest cursor of a polled event, in bytes of its JSON. */
export const MOST_CURSOR_BYTES = 10_240

/** The most records that one poll may deliver. */
export const MOST_POLLED_RECORDS = 1_000

/** The most latest records that a first poll may deliver. */
export const MOST_FIRST_RECORDS = 100

/** Ways in which polling starts a flow: each new record, a poll without new records, or every poll with the list of its records. */
export const pollModes = ['each', 'none', 'every'] as const
export type PollMode = (typeof pollModes)[number]

/** Failed polls in a row, up to the latest one. */
export interface PollFailure {
  fault: FaultData
  /** Run of the latest poll. */
  runId: Id
  at: Millis
  /** Time of the first of them, and their number. */
  since: Millis
  count: number
}

/** Progress of the polls of a flow. */
export interface Polling {
  schedule: Schedule
  /** Time of the next poll; null for a schedule that has none. */
  nextAt: Millis | null
  /** Time of the last poll that succeeded. */
  polledAt: Millis | null
  failure: PollFailure | null
}

/** Returns true for a failure that a person has to end: no poll can succeed before. */
export const isPollOnHold = ({ fault: { code } }: PollFailure): boolean =>
  code === 'connection.authorization-lost' || code === 'connection.gone'

/** Returns true for a poll that was not made, since an open circuit breaker blocked it. */
export const isPollHeld = ({ fault: { code } }: PollFailure): boolean => code === 'http.held'
