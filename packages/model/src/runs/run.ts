import type { OutputError } from '../fields/conversion-error.ts'
import type { FaultData } from '../kernel/fault.ts'
import type { CardId, Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { Replayed } from './replay-series.ts'

/** Position of a step in a run: cards from the outside in, with iteration numbers. */
export type StepPath = (CardId | number)[]

/** Response to a request of a failed card, for debugging. */
export interface StoredResponse {
  /** Headers with names in lower case. Secret ones are omitted, long values truncated. */
  headers: Record<string, string>
  /** Beginning of the body. */
  body: string
  /** True if the body was truncated. */
  cut?: true
}

/** Request sent by a card. */
export interface SentRequest {
  method: string
  /** URL as in the card, without its query. */
  url: string
  /** Status of the response; null without one, or not yet. */
  status: number | null
  /** Milliseconds since the run started. `to` is null until the response arrives. */
  from: number
  to: number | null
  /** Sizes of the bodies in bytes; `got` is absent until there is a response. */
  bytes?: { sent: number; got?: number }
  /** Response, present if its card failed then. */
  reply?: StoredResponse
}

/** Failed attempt of a card that was to be retried. */
export interface FailedTry {
  at: Millis
  /** HTTP status of the response; null without one, or if the service was not reached. */
  status: number | null
  message: string
}

/**
 * Trace of one card in a run. Inputs are not stored: they are computed again from the flow and earlier outputs. Outputs
 * of a start card are `given` if they are stored elsewhere, in the delivery. They are stored here for a flow that is
 * called for one item of many.
 */
export interface Step {
  path: StepPath
  status: 'succeeded' | 'failed' | 'skipped' | 'stopped' | 'waiting'
  /** Milliseconds since the run started. */
  from: number
  to: number
  outputs?: Record<string, unknown> | 'given'
  /** Size in bytes of outputs that were omitted because the trace was full. */
  leftOut?: number
  /** Outputs that are null because their values could not be converted to the declared types. */
  conversionErrors?: OutputError[]
  /** Set if the card was not run but output its pinned values. */
  pinned?: true
  /** Requests that the card sent, if any. */
  requests?: SentRequest[]
  /** Failed attempts that were to be retried, only the latest ones if there were many. */
  tries?: FailedTry[]
  /**
   * Set if nothing was sent, in a run without side effects: the recorded response to the `same`
   * request, or to an `other` one with the same URL, was used.
   */
  answered?: 'same' | 'other'
  fault?: FaultData
  /** Error after which its flow continued, by the card's error policy. */
  handled?: HandledError
}

/** Error of a card that still has outputs, and the handling that produced them. */
export interface HandledError {
  fault: FaultData
  by: 'values' | 'helper'
}

/** Reason why a run exists. */
export type RunKind =
  | 'flow'
  | 'registration'
  | 'deregistration'
  | 'renewal'
  | 'listing'
  | 'probe'
  | 'poll'
  | 'authping'
  | 'revoke'
  | 'test'

/**
 * Reason for which a run waits. It is a time chosen by a card, planned at `since`; the next attempt of a card,
 * scheduled by us or by the service; a service with an open circuit breaker; or a slot, after a request.
 */
export type WaitsFor =
  | { is: 'time'; card: string; since?: Millis }
  | { is: 'retry'; card: string; tried: number; of: number; cause: string; byService: boolean }
  | { is: 'held'; card: string; cause: string }
  | { is: 'asked' }

/** Status of a run. */
export type RunStatus =
  | { is: 'queued' }
  | { is: 'running' }
  | { is: 'waiting'; until: Millis; at: StepPath; waitsFor: WaitsFor }
  /** `unfitOutputs` is the number of outputs that are empty because their values did not fit; absent for none. */
  | { is: 'succeeded'; stoppedAt?: StepPath; unfitOutputs?: number }
  | { is: 'failed'; at: StepPath; fault: FaultData }
  /** Run on hold until somebody decides. `at` is the failed card, if any. */
  | { is: 'on-hold'; why: string; at?: StepPath }
  | { is: 'cancelled'; why?: string }

/** Final result of a run, with its trace. A run that waits or is on hold has none. */
export interface RunOutcome {
  status: Extract<RunStatus, { is: 'succeeded' | 'failed' | 'cancelled' }>
  /** Outputs of the Return card, by field id; null without a Return card. */
  result: Record<string, unknown> | null
  steps: Step[]
}

/** Execution of a flow, for lists. */
export interface Run {
  id: Id
  kind: RunKind
  flowId: Id
  subscriptionId: Id | null
  deliveryId: Id | null
  /** Index of the record in its delivery, for a child run of Run mode. */
  recordIndex: number | null
  /** Revision of the user's flow that ran; null for a maker's flow. */
  revisionId: Id | null
  /** Run that this one replays. */
  replayOf: Id | null
  /** Mode of the replay; null for other runs, and for older replays without a stored mode. */
  replay: Replayed | null
  status: RunStatus
  /** Start time. For a run that waits for its first slot, the time of its request or earlier. */
  startedAt: Millis
  finishedAt: Millis | null
}
