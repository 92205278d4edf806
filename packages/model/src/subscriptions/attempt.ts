import type { FaultData } from '../kernel/fault.ts'
import type { Id } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'
import type { FlowHold } from './hold.ts'
import type { SubscriptionStatus } from './status.ts'

/**
 * Kind of an attempt. It opens or closes the subscription at the service, undoes a partial opening, renews it, compares it with
 * the service's list, requests a test event, or closes a leftover; or it adopts or removes a registration that a comparison
 * found.
 */
export type AttemptKind =
  | 'registration'
  | 'deregistration'
  | 'compensation'
  | 'renewal'
  | 'reconciliation'
  | 'probe'
  | 'cleanup'
  | 'adoption'
  | 'removal'

/** Outcome of an attempt. `running` has not ended; after a crash it becomes `uncertain` or is retried. */
export type AttemptOutcome = 'running' | 'succeeded' | 'failed' | 'timed-out' | 'cancelled' | 'uncertain'

/** Attempt of an operation on a subscription, stored with its run's trace without secrets. */
export interface Attempt {
  id: Id
  subscriptionId: Id
  kind: AttemptKind
  outcome: AttemptOutcome
  startedAt: Millis
  endedAt: Millis | null
  fault: FaultData | null
  runId: Id | null
}

/** Helper flow of an event with its input values at the time of turning on. */
export interface HelperTerms {
  flowId: Id
  inputs: Record<string, Json>
}

/** Terms of a subscription, frozen when it is turned on. Turning off thus never uses edited values. */
export interface SubscriptionTerms {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
  connectionId: Id | null
  revisionId: Id
  /** Public URL at the time of registration; missing for older ones. */
  publicUrl?: string
  /** Values of the card's options by field id. */
  options: Record<string, Json>
  registration: HelperTerms | null
  deregistration: HelperTerms | null
  /** Renewal flow. Absent where the event has none. */
  renewal?: HelperTerms
  listing?: HelperTerms
  /** Time between two comparisons with the service. By default, an hour. */
  compareEvery?: Millis
  /** True for a polled event. Nothing is registered, and its Event URL is not shown. */
  polls?: true
  /**
   * True if the service has one Event URL for all flows of a connection. Absent where each flow has
   * its own.
   */
  sharesAddress?: true
  /**
   * Present when the rules check the generated signing secret and no flow passes it to the service:
   * a person enters it there, beside the Event URL.
   */
  secretByHand?: true
  /** Set when the flow is on only after a request of the service, sent by itself or on demand, has reached the Event URL. */
  probe?: 'service-sends-one'
  /**
   * Flow that requests a test event from the service. Absent where the service sends one
   * automatically.
   */
  probeFlow?: HelperTerms
}

/** Subscription of a user's flow, from turning it on until it is off. */
export interface Subscription {
  id: Id
  flowId: Id
  status: SubscriptionStatus
  /** True for the current subscription. At most one per flow. */
  wanted: boolean
  replacedBy: Id | null
  terms: SubscriptionTerms
  startedAt: Millis
  /** Deadline of the registration. */
  deadline: Millis
  /** Time of the last status change. */
  since: Millis
  fault: FaultData | null
  /** Last four characters of the token. */
  tokenTail: string
  /** Set while the owner of the flow may not use one of its connections; the status is then `paused` or `registering`. */
  hold: FlowHold | null
}

/** Period in which events may have been missed, with the reason. `to` is null while it lasts. */
export interface Gap {
  from: Millis
  to: Millis | null
  why: string
}

/**
 * Repair of a registration with an uncertain end, by comparisons with the service. `on` turns the
 * flow on again afterwards, `off` only removes leftovers.
 */
export interface Healing {
  to: 'on' | 'off'
  /** Number of re-registrations during the repair. */
  tries: number
  /** Time of the first uncertain end. */
  since: Millis
}

/** Last matching key by scheme id. Keys are numbered by position. */
export type MatchedKeys = Record<string, { key: number; at: Millis }>

/** Resolution of a cleanup entry: deregistered here, removed by a person, already gone, or wanted again. */
export type CleanupHow = 'deregistered' | 'by-hand' | 'gone' | 'adopted'

/** Cleanup of a registration that may still exist at a service after a failed deregistration. */
export interface CleanupEntry {
  id: Id
  subscriptionId: Id
  flowId: Id
  status: { is: 'open' } | { is: 'closed'; how: CleanupHow; reason: string; at: Millis }
  why: FaultData
  openedAt: Millis
  /** Number of retries. */
  tries: number
  /** Time of the next automatic retry; null for none. */
  nextAt: Millis | null
}
