/**
 * History of a test under load or with crashes. It is observed outside the server, and read from its database once all
 * work has ended. Parts that a test does not check are empty.
 */
export interface History {
  /** Sent events, one entry per try. */
  sent: Sent[]
  kept: StoredDelivery[]
  runs: FirstRun[]
  /** Effects in the order in which the service saw them. */
  effects: Seen[]
  recorded: Recorded[]
  subscriptions: StoredSubscription[]
  /** The Event URLs that the service sends to, in the same form as those of `subscriptions`. */
  there: string[]
  /** Results of SQLite's integrity check after each start. */
  integrity: string[]
}

/** An attempt to send a delivery. Its life is the number of kills before: kill 0 ends life 0. */
export interface Sent {
  id: string
  /** Bytes of the body; left out where bytes are not compared. */
  body?: Buffer
  life: number
  /** True if it was answered with 2xx. */
  acked: boolean
  /** Status of its answer; 0 without one. */
  status?: number
  /** True if its run has an effect at the service. */
  effect: boolean
  /** True if events are deduplicated by the id, so that it may be sent again. */
  once: boolean
  /** Key of the events that run one after the other, in the order in which they were stored; null for no order. */
  lane: string | null
}

/** A delivery in the database. */
export interface StoredDelivery {
  /** Number of its row, which counts in the order of storing. */
  row: number
  /** Null for a body that holds none. */
  id: string | null
  /** Bytes of the body; left out where bytes are not compared. */
  body?: Buffer | null
  status: string
}

/** A first run in the database: not a child, not a replay. */
export interface FirstRun {
  id: string
  /** The row of its delivery. */
  delivery: number
  status: string
  /** Life of the server in which it ended, by its time. */
  life: number
}

/** An effect received by the service. */
export interface Seen {
  /** Its Idempotency-Key: run id, slash, step. */
  key: string
  body: string
  /** Of the delivery, from the body. */
  id: string
  life: number
}

/** An effect that had ended by a kill, according to the journal or the end of its run. */
export interface Recorded {
  run: string
  /** Null for all effects of the run. */
  key: string | null
  kill: number
}

/** A subscription in the database. */
export interface StoredSubscription {
  id: string
  flow: string
  status: string
  /** Way in which it ended. */
  how: string | null
  wanted: boolean
  /** True if a row accounts for its leftovers: one that replaced it, or an open cleanup entry. */
  owned: boolean
  /** True if turning on asks a service. */
  registers: boolean
  url: string
}
