import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/** Reason why a service is not called: of its last calls too many failed, or the last ones got no answer in time. */
export type BreakerWhy = { is: 'failures'; failed: number; calls: number } | { is: 'timeouts'; calls: number }

/** State of an open circuit breaker, which lets no call through. */
export interface OpenBreaker {
  since: Millis
  /** Time when the next call is let through, to see whether the service works again. */
  until: Millis
  /** Time between two such probe calls. */
  pause: Millis
  why: BreakerWhy
}

/** A breaker as it is kept: of one host, for one connection or for all who use a connector that needs none. */
export interface KeptBreaker {
  connectorId: Id
  connectionId: Id | null
  host: string
  /** Null once the service is called again. */
  open: OpenBreaker | null
  /** Number of times that it has opened. */
  opened: number
}

/** Reason why a service is not called, as the end of a sentence. */
export const sayBreakerWhy = (why: BreakerWhy): string => {
  switch (why.is) {
    case 'failures':
      return `${why.failed} of ${why.calls} calls failed`
    case 'timeouts':
      return `${why.calls} calls in a row got no answer in time`
  }
}
