import type { FaultData } from '../kernel/fault.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { Schedule } from './schedule.ts'

/** Maximum size of a polled event's cursor, in bytes of its JSON. */
export const MOST_CURSOR_BYTES = 10_240

/** Maximum number of records that one poll may deliver. */
export const MOST_POLLED_RECORDS = 1_000

/** Maximum number of records that the first poll may deliver, starting with the newest. */
export const MOST_FIRST_RECORDS = 100

/**
 * Conditions on which a poll starts the flow. `each`: for each new record; `none`: if there is no new record;
 * `every`: after every poll, with the list of records.
 */
export const pollModes = ['each', 'none', 'every'] as const
export type PollMode = (typeof pollModes)[number]

/** Series of failed polls without a success in between, up to the latest poll. */
export interface PollFailure {
  fault: FaultData
  /** Run of the latest poll. */
  runId: Id
  at: Millis
  /** Time of the first failure in the series, and number of failures. */
  since: Millis
  count: number
}

/** Polling state of a flow. */
export interface Polling {
  schedule: Schedule
  /** Time of the next poll; `null` if the schedule has no further time. */
  nextAt: Millis | null
  /** Time of the last poll that succeeded. */
  polledAt: Millis | null
  failure: PollFailure | null
}

/** Returns true for a failure that blocks all polls until a person fixes the connection. */
export const isPollOnHold = ({ fault: { code } }: PollFailure): boolean =>
  code === 'connection.authorization-lost' || code === 'connection.gone'

/** Returns true for a poll that was blocked by an open circuit breaker. */
export const isPollBlocked = ({ fault: { code } }: PollFailure): boolean => code === 'http.held'
