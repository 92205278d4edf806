/**
 * History of a test under load or with crashes. It is observed outside the server, and read from the database
 * once all work has ended. Lists that a test does not check are empty.
 */
export interface History {
  /** Sent events, one entry per attempt. */
  sent: Sent[]
  kept: StoredDelivery[]
  runs: FirstRun[]
  /** Effects, in the order in which the service received them. */
  effects: Seen[]
  recorded: Recorded[]
  subscriptions: StoredSubscription[]
  /** Event URLs that the service sends to, in the same form as in `subscriptions`. */
  there: string[]
  /** Results of SQLite's integrity check after each start. */
  integrity: string[]
}

/** Single attempt to send a delivery. `life` is the number of kills before it: life 0 ends with kill 0. */
export interface Sent {
  id: string
  /** Bytes of the body; undefined if bytes are not compared. */
  body?: Buffer
  life: number
  /** True if the response was 2xx. */
  acked: boolean
  /** Status of the response; 0 if there was none. */
  status?: number
  /** True if the delivery's run has an effect at the service. */
  effect: boolean
  /** True if events are deduplicated by id, so that this one may be sent again. */
  once: boolean
  /** Key of events that run one after the other, in the order of storing; null for no order. */
  lane: string | null
}

/** Delivery in the database. */
export interface StoredDelivery {
  /** Row number, in the order of storing. */
  row: number
  /** Id in the body; null for a body without an id. */
  id: string | null
  /** Bytes of the body; undefined if bytes are not compared. */
  body?: Buffer | null
  status: string
}

/** First run of a delivery in the database, not a child run or a replay. */
export interface FirstRun {
  id: string
  /** Row number of the delivery. */
  delivery: number
  status: string
  /** Life of the server in which the run ended, derived from the time of its end. */
  life: number
}

/** Effect received by the service. */
export interface Seen {
  /** Idempotency-Key of the request: run id, slash, step. */
  key: string
  body: string
  /** Id of the delivery, taken from the body. */
  id: string
  life: number
}

/** Effect that had ended before a kill, according to the journal or the end of its run. */
export interface Recorded {
  run: string
  /** Key of the effect; null for all effects of the run. */
  key: string | null
  kill: number
}

/** Subscription as the server's database stores it. */
export interface StoredSubscription {
  id: string
  flow: string
  status: string
  /** Way in which the subscription ended; null if it has not ended. */
  how: string | null
  wanted: boolean
  /**
   * True if everything that the subscription may have left at the service is accounted for, by a successor or
   * an open cleanup entry.
   */
  owned: boolean
  /** True if turning on the flow sends a request to a service. */
  registers: boolean
  url: string
}
