import type { KeptBreaker, NewAlert } from '@hookwright/model'

/** Open circuit breakers, stored so that they stay open after a restart. */
export interface BreakerStore {
  /** All that were ever open, in the order of connections and hosts. */
  all(): Promise<KeptBreaker[]>
  /** Writes how one stands now, with an alert of one that has opened. Throws `connector.gone`. */
  keep(breaker: KeptBreaker, alert?: NewAlert): Promise<void>
}
