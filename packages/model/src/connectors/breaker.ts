import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/** Reason why a service is blocked: too many of its last calls failed or timed out. */
export type BreakerWhy = { is: 'failures'; failed: number; calls: number } | { is: 'timeouts'; calls: number }

/** State of an open circuit breaker, which blocks all calls. */
export interface OpenBreaker {
  since: Millis
  /** Time of the next probe call, which tests whether the service works again. */
  until: Millis
  /** Time between two probe calls, in milliseconds. */
  pause: Millis
  why: BreakerWhy
}

/** Stored circuit breaker of one host. It belongs to a connection, or to a connector without connections. */
export interface StoredBreaker {
  connectorId: Id
  connectionId: Id | null
  host: string
  /** State of the open breaker; null once it is closed. */
  open: OpenBreaker | null
  /** Number of times that the breaker has opened. */
  opened: number
}

/** Formats the reason why a service is not called, for the end of a sentence: “8 of 10 calls failed”. */
export const formatBreakerReason = (why: BreakerWhy): string => {
  switch (why.is) {
    case 'failures':
      return `${why.failed} of ${why.calls} calls failed`
    case 'timeouts':
      return `${why.calls} calls in a row timed out`
  }
}
