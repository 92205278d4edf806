import type { OpenBreaker, StoredBreaker } from '../connectors/breaker.ts'
import type { StartKind } from '../connectors/built-in.ts'
import type { Delivery } from '../deliveries/delivery.ts'
import type { DriftFinding } from '../drift/drift.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { Run } from '../runs/run.ts'
import type { Polling } from '../schedules/polling.ts'
import type { Attempt, Subscription } from '../subscriptions/attempt.ts'
import type { Pending } from '../subscriptions/pending.ts'
import type { Lifetime } from '../subscriptions/renewal.ts'

/** Newest request that was meant as an event, not a handshake. */
export interface LastRequest extends Pick<Delivery, 'status' | 'verdict'> {
  at: Millis
  /** Stored delivery; null for a request that was only counted, as in a flood. */
  deliveryId: Id | null
}

/** Number of requests refused for one reason. */
export interface RefusalCount {
  reason: string
  count: number
  lastAt: Millis
}

/** Blocked service that runs of the flow call. */
export interface BlockingBreaker
  extends Pick<StoredBreaker, 'connectorId' | 'connectionId' | 'host'>,
    Pick<OpenBreaker, 'since' | 'why'> {
  connectorName: string
}

/** Numbers of runs on hold or waiting, each counted up to a limit. */
export interface SuspendedCounts {
  onHold: number
  /** Number of runs that wait for a blocked service. */
  held: number
  /** Number of runs that wait for anything else. */
  waiting: number
}

/** Facts about a user's flow that explain why it did not run. */
export interface WhyFacts {
  /** Kind of the start that the flow has. */
  start: StartKind
  now: Millis
  /** Current subscription of the flow; null when it was never turned on. */
  subscription: Subscription | null
  /** Subscription that is to replace it, or whose registration has failed since. */
  successor: Subscription | null
  /** Lifetime; null while it is not on. */
  lifetime: Lifetime | null
  /** Newest attempt of any kind of its subscription. */
  attempt: Attempt | null
  openCleanup: number
  /** True when it was registered under a former public URL of this server. */
  isElsewhere: boolean
  /** Reasons that block turning it on, as sentences; empty while it is on. */
  blockers: string[]
  /** Difference between the draft and the running revision. */
  pending: Pending['is']
  request: LastRequest | null
  turnedAway: RefusalCount[]
  /** Declared outputs of the event that its deliveries lack. */
  drift: Omit<DriftFinding, 'example'>[]
  /**
   * Newest run, or the failed one of its records, with the name of the card where it ended early.
   */
  run: { run: Run; card: string | null } | null
  openBreakers: BlockingBreaker[]
  suspended: SuspendedCounts
  /** Progress of the polls; null for an event that is not polled, and while the flow is off. */
  polling: Polling | null
  /** True if the disk has room for new events. */
  hasRoom: boolean
}
