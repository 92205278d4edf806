import type { FaultData } from '../kernel/fault.ts'
import type { Id } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'
import type { FlowHold } from './hold.ts'
import type { SubscriptionStatus } from './status.ts'

/**
 * Kind of operation at the service. Registration and deregistration create and delete the subscription,
 * compensation undoes a partial registration. Reconciliation compares the subscription with the service's
 * list; probe requests a test event. Cleanup deletes a leftover; adoption and removal handle a registration
 * that a comparison found.
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

/** Outcome of an attempt. `running` becomes `uncertain` after a crash, or the attempt is retried. */
export type AttemptOutcome = 'running' | 'succeeded' | 'failed' | 'timed-out' | 'cancelled' | 'uncertain'

/** Attempt of an operation on a subscription. The trace of its run is stored without secrets. */
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

/** Helper flow of an event, with its input values from the time of turning on. */
export interface HelperTerms {
  flowId: Id
  inputs: Record<string, Json>
}

/**
 * Settings of a subscription, stored when the flow is turned on. Turning the flow off uses these settings and
 * not later edits.
 */
export interface SubscriptionTerms {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
  connectionId: Id | null
  revisionId: Id
  /** Public URL of the server at the time of registration. Missing for old registrations. */
  publicUrl?: string
  /** Values of the card's options by field id. */
  options: Record<string, Json>
  registration: HelperTerms | null
  deregistration: HelperTerms | null
  /** Renewal flow. Absent where the event has none. */
  renewal?: HelperTerms
  listing?: HelperTerms
  /** Interval between comparisons with the service. Defaults to an hour. */
  compareEvery?: Millis
  /** True for a polled event. Nothing is registered at the service, and the Event URL is not shown. */
  polls?: true
  /**
   * True if the service has one Event URL for all flows of a connection. Absent where each flow has
   * its own.
   */
  sharesAddress?: true
  /**
   * Set if a person must enter the generated signing secret at the service, along with the Event URL. No
   * helper flow passes the secret to the service.
   */
  secretByHand?: true
  /**
   * Set if the flow is only on after the service has sent a request to the Event URL, automatically or on
   * demand.
   */
  probe?: 'service-sends-one'
  /**
   * Flow that requests a test event from the service. Absent where the service sends one
   * automatically.
   */
  probeFlow?: HelperTerms
}

/**
 * Subscription of a user's flow. It exists from the time when the flow is turned on until the flow is off.
 */
export interface Subscription {
  id: Id
  flowId: Id
  status: SubscriptionStatus
  /** True for the current subscription of the flow. A flow has at most one. */
  wanted: boolean
  replacedBy: Id | null
  terms: SubscriptionTerms
  startedAt: Millis
  /** Deadline of the registration. */
  deadline: Millis
  /** Time of the last status change. */
  since: Millis
  fault: FaultData | null
  /** Last four characters of the Event URL's token. */
  tokenTail: string
  /** Set while the owner of the flow may not use one of its connections; the status is then `paused` or `registering`. */
  hold: FlowHold | null
}

/** Period in which events may have been missed, with the reason. `to` is null while the gap is open. */
export interface Gap {
  from: Millis
  to: Millis | null
  why: string
}

/**
 * Repair of a registration after an operation with an uncertain outcome, based on comparisons with the
 * service. `on` turns the flow on again afterwards; `off` only removes leftovers.
 */
export interface Healing {
  to: 'on' | 'off'
  /** Number of re-registrations during the repair. */
  tries: number
  /** Time of the first uncertain outcome. */
  since: Millis
}

/** Last key that verified a request, by scheme id. `key` is the key's index. */
export type MatchedKeys = Record<string, { key: number; at: Millis }>

/**
 * Resolution of a cleanup entry: deregistered by the server, removed by a person, already gone, or wanted
 * again.
 */
export type CleanupResolution = 'deregistered' | 'by-hand' | 'gone' | 'adopted'

/** Cleanup of a registration that may still exist at a service after a failed deregistration. */
export interface CleanupEntry {
  id: Id
  subscriptionId: Id
  flowId: Id
  status: { is: 'open' } | { is: 'closed'; how: CleanupResolution; reason: string; at: Millis }
  why: FaultData
  openedAt: Millis
  /** Number of retries. */
  tries: number
  /** Time of the next automatic retry; `null` if there is none. */
  nextAt: Millis | null
}
