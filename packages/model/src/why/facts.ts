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

/** Newest request that was not a handshake. */
export interface LastRequest extends Pick<Delivery, 'status' | 'verdict'> {
  at: Millis
  /** Id of the stored delivery; `null` for a request that was only counted, for example in a flood. */
  deliveryId: Id | null
}

/** Number of requests refused for the same reason. */
export interface RefusalCount {
  reason: string
  count: number
  lastAt: Millis
}

/** Open circuit breaker of a service that runs of the flow call. */
export interface BlockingBreaker
  extends Pick<StoredBreaker, 'connectorId' | 'connectionId' | 'host'>,
    Pick<OpenBreaker, 'since' | 'why'> {
  connectorName: string
}

/** Numbers of suspended runs by reason, each counted up to a limit. A suspended run is on hold or waiting. */
export interface SuspendedCounts {
  onHold: number
  /** Number of runs that wait for an open circuit breaker. */
  held: number
  /** Number of runs that wait for other reasons. */
  waiting: number
}

/** Facts about a user's flow that explain why it did not run. */
export interface WhyFacts {
  /** Kind of the flow's start. */
  start: StartKind
  now: Millis
  /** Current subscription of the flow; `null` if the flow was never turned on. */
  subscription: Subscription | null
  /** New subscription that will replace the current one, or whose registration failed. */
  successor: Subscription | null
  /** Lifetime of the subscription; `null` while the flow is off. */
  lifetime: Lifetime | null
  /** Newest attempt of the subscription, of any kind. */
  attempt: Attempt | null
  openCleanup: number
  /** True if the subscription was registered with an earlier public URL of this server. */
  isElsewhere: boolean
  /** Reasons that prevent turning the flow on, as sentences. Empty while the flow is on. */
  blockers: string[]
  /** Difference between the draft and the running revision. */
  pending: Pending['is']
  request: LastRequest | null
  turnedAway: RefusalCount[]
  /** Declared outputs of the event that are missing in its deliveries. */
  drift: Omit<DriftFinding, 'example'>[]
  /**
   * Newest run, or a failed run of one of its records. `card` names the card at which the run failed or
   * stopped early.
   */
  run: { run: Run; card: string | null } | null
  openBreakers: BlockingBreaker[]
  suspended: SuspendedCounts
  /** Polling state; `null` while the flow is off, and for events that are not polled. */
  polling: Polling | null
  /** True if the disk has room for new events. */
  hasRoom: boolean
}
