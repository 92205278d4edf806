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

/** A try of an act, kept as evidence with its run's trace; secrets are removed. */
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

/** A helper flow of an event with what its inputs were given when the flow was turned on. */
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
  /** Absent where the event has none. */
  renewal?: HelperTerms
  listing?: HelperTerms
  /** Time between two comparisons with the service; an hour where it is absent. */
  compareEvery?: Millis
  /** Its event is polled, so nothing is registered and its Event URL is shown to nobody. */
  polls?: true
  /** The service has one address for all flows of a connection; absent where each flow has its own. */
  sharesAddress?: true
  /** Set when the flow is on only after a request of the service, sent by itself or on demand, has reached the Event URL. */
  probe?: 'service-sends-one'
  /** Asks the service for that; absent where it sends one by itself. */
  probeFlow?: HelperTerms
}

/** Subscription of a user's flow, from turning it on until it is off. */
export interface Subscription {
  id: Id
  flowId: Id
  status: SubscriptionStatus
  /** At most one subscription of a flow is wanted. */
  wanted: boolean
  replacedBy: Id | null
  terms: SubscriptionTerms
  startedAt: Millis
  /** Time when the registration has to be done. */
  deadline: Millis
  /** Time when the last status was reached. */
  since: Millis
  fault: FaultData | null
  /** The last four characters of the token. */
  tokenTail: string
  /** Set while the owner of the flow may not use one of its connections; the status is then `paused` or `registering`. */
  hold: FlowHold | null
}

/** Period in which events may have been missed, and the reason; `to` is null while it lasts. */
export interface Gap {
  from: Millis
  to: Millis | null
  why: string
}

/**
 * Repair of a registration whose end left the service in doubt: comparisons find out what exists there. `on` turns the
 * flow on again afterwards, `off` only removes what was left.
 */
export interface Healing {
  to: 'on' | 'off'
  /** Number of times that the flow was registered again for it. */
  tries: number
  /** Time when the first registration in doubt ended. */
  since: Millis
}

/** Key that matched last, by the scheme's id. Keys are numbered in the order in which they are written. */
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
  /** Number of further tries. */
  tries: number
  /** Time when it is retried automatically; null when it is not. */
  nextAt: Millis | null
}
