import type { OutputError } from '../fields/conversion-error.ts'
import type { FaultData } from '../kernel/fault.ts'
import type { CardId, Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { Replayed } from './replay-series.ts'

/** Position of a step in a run: card ids from the outermost to the innermost, with iteration numbers. */
export type StepPath = (CardId | number)[]

/** Response to a request of a card that failed, for debugging. */
export interface StoredResponse {
  /** Headers with names in lower case. Secret headers are omitted, long values truncated. */
  headers: Record<string, string>
  /** Beginning of the body. */
  body: string
  /** True if the body was truncated. */
  cut?: true
}

/** Data about a request that a card has sent. */
export interface SentRequest {
  method: string
  /** URL from the card's config, without its query. */
  url: string
  /** HTTP status of the response; `null` if there is none or it has not arrived. */
  status: number | null
  /**
   * Times of request and response, in milliseconds since the run started. `to` is null until the response
   * arrives.
   */
  from: number
  to: number | null
  /** Sizes of the bodies in bytes. `got` is absent until the response arrives. */
  bytes?: { sent: number; got?: number }
  /** Response. Present only if the card failed on it. */
  reply?: StoredResponse
}

/** Failed attempt of a card, which was followed by a retry. */
export interface FailedTry {
  at: Millis
  /** HTTP status of the response; `null` if there was no response. */
  status: number | null
  message: string
}

/**
 * Trace of one card in a run. Inputs are not stored, since the flow and earlier outputs determine them.
 * Outputs of a start card are stored only as `given` if the delivery contains them, but completely in a
 * helper flow that is called for one item of many.
 */
export interface Step {
  path: StepPath
  status: 'succeeded' | 'failed' | 'skipped' | 'stopped' | 'waiting'
  /** Start and end, in milliseconds since the run started. */
  from: number
  to: number
  outputs?: Record<string, unknown> | 'given'
  /** Size in bytes of outputs that were omitted because the trace was full. */
  leftOut?: number
  /** Outputs that are null because their values could not be converted to the declared types. */
  conversionErrors?: OutputError[]
  /** Set if the card did not run and returned its pinned values. */
  pinned?: true
  /** Requests that the card sent. Absent if there were none. */
  requests?: SentRequest[]
  /** Failed attempts that were followed by a retry. Only the latest ones if there were many. */
  tries?: FailedTry[]
  /**
   * Set if a recorded response was used, in a run without side effects. `same` is the response to the same
   * request, `other` the response to another request to the same URL.
   */
  answered?: 'same' | 'other'
  fault?: FaultData
  /** Error after which the flow continued, because of the card's error policy. */
  handled?: HandledError
}

/**
 * Error of a card after which the card still had outputs. Also tells where these came from: fixed values or a
 * helper flow.
 */
export interface HandledError {
  fault: FaultData
  by: 'values' | 'helper'
}

/** Purpose of a run. */
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
 * Reason why a run waits. `time`: a card waits until a time; `since` is when it was planned. `retry`: the
 * next attempt of a card, scheduled by the server or the service. `held`: an open circuit breaker. `asked`: a
 * requested run waits for a slot.
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
  /**
   * `unfitOutputs` is the number of outputs that are empty because their values could not be converted;
   * absent if there are none.
   */
  | { is: 'succeeded'; stoppedAt?: StepPath; unfitOutputs?: number }
  | { is: 'failed'; at: StepPath; fault: FaultData }
  /** Run on hold until a person decides. `at` is the path of the failed card, if any. */
  | { is: 'on-hold'; why: string; at?: StepPath }
  | { is: 'cancelled'; why?: string }

/** Final result of a run with its trace. A waiting run or a run on hold has no outcome. */
export interface RunOutcome {
  status: Extract<RunStatus, { is: 'succeeded' | 'failed' | 'cancelled' }>
  /** Outputs of the Return card, by field id; null without a Return card. */
  result: Record<string, unknown> | null
  steps: Step[]
}

/** Execution of a flow, as shown in lists. */
export interface Run {
  id: Id
  kind: RunKind
  flowId: Id
  subscriptionId: Id | null
  deliveryId: Id | null
  /** Index of the record in its delivery, for the run of one record in Run mode. */
  recordIndex: number | null
  /** Revision of the user's flow that ran; null for a maker's flow. */
  revisionId: Id | null
  /** Id of the original run of a replay. */
  replayOf: Id | null
  /** Mode of the replay; `null` for other runs, and for old replays without a stored mode. */
  replay: Replayed | null
  status: RunStatus
  /** Start time. For a run that waits for its first slot, the time of its request or earlier. */
  startedAt: Millis
  finishedAt: Millis | null
}
