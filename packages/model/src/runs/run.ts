import type { OutputError } from '../fields/conversion-error.ts'
import type { FaultData } from '../kernel/fault.ts'
import type { CardId, Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { Replayed } from './replay-series.ts'

/** Position of a step in a run: cards from the outside in, with iteration numbers. */
export type StepPath = (CardId | number)[]

/** The answer to a request of a card that failed, for whoever has to fix it. */
export interface KeptReply {
  /** Names in lower case; those that only this client may know are left out, long values are cut. */
  headers: Record<string, string>
  /** The beginning of the body. */
  body: string
  /** True where the body was longer. */
  cut?: true
}

/** A request that a card sent. */
export interface SentRequest {
  method: string
  /** URL as in the card, without its query. */
  url: string
  /** Null when no answer came, or none yet. */
  status: number | null
  /** Milliseconds since the run started; `to` is null until the answer is there. */
  from: number
  to: number | null
  /** Sizes of the bodies in bytes; `got` is absent until there is a response. */
  bytes?: { sent: number; got?: number }
  /** Response, present if its card failed then. */
  reply?: KeptReply
}

/** A try of a card that failed and was to be made again. */
export interface FailedTry {
  at: Millis
  /** HTTP status of the response; null without one, or if the service was not reached. */
  status: number | null
  message: string
}

/**
 * The trace of one card in a run. Inputs are not kept: they follow from the flow and the outputs before, by the same
 * bindings that fed the card. `given` marks outputs that came from outside and are kept there (the delivery); what a
 * flow was handed for one item of many is kept.
 */
export interface Step {
  path: StepPath
  status: 'succeeded' | 'failed' | 'skipped' | 'stopped' | 'waiting'
  /** Milliseconds since the run started. */
  from: number
  to: number
  outputs?: Record<string, unknown> | 'given'
  /** The size in bytes of outputs that are left out, since the trace holds as many values as it may. */
  leftOut?: number
  /** Outputs that are null because their values could not be converted to the declared types. */
  conversionErrors?: OutputError[]
  /** Present where the card was not run, but gave what was pinned to it. */
  pinned?: true
  /** Requests that the card sent, if any. */
  requests?: SentRequest[]
  /** The tries that failed and were to be made again, the latest ones of many. */
  tries?: FailedTry[]
  /**
   * Not sent, since the run has no side effects: it used the stored response of the original run to the `same` request, or to
   * an `other` one of the same address.
   */
  answered?: 'same' | 'other'
  fault?: FaultData
  /** Error after which its flow continued, by the error policy of the card. */
  handled?: HandledError
}

/** Error of a card, and how the card came to outputs all the same. */
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
 * Condition that a waiting run waits for: a time that a card names, planned at `since`; the next try of a card, at a time by
 * our schedule or by the service; a service with an open circuit breaker; or just its turn, since somebody asked for it.
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
  | { is: 'succeeded'; stoppedAt?: StepPath }
  | { is: 'failed'; at: StepPath; fault: FaultData }
  /** On hold until somebody decides; `at` is the card that failed, if any. */
  | { is: 'on-hold'; why: string; at?: StepPath }
  | { is: 'cancelled'; why?: string }

/** Final result of a run, with its trace. A run that waits or is on hold has none. */
export interface RunOutcome {
  status: Extract<RunStatus, { is: 'succeeded' | 'failed' | 'cancelled' }>
  /** Outputs of the Return card, by field id; null without a Return card. */
  result: Record<string, unknown> | null
  steps: Step[]
}

/** An execution of a flow, as a list shows it. */
export interface Run {
  id: Id
  kind: RunKind
  flowId: Id
  subscriptionId: Id | null
  deliveryId: Id | null
  /** The record's place in its delivery, for a child run of Run mode. */
  recordIndex: number | null
  /** The revision of the user's flow that ran; null for a maker's flow. */
  revisionId: Id | null
  /** The run that this one runs again. */
  replayOf: Id | null
  /** Mode of the replay; null for other runs, and for replays from before it was stored. */
  replay: Replayed | null
  status: RunStatus
  /** Time when it began; of one that waits for its first turn, when it was asked for or sooner. */
  startedAt: Millis
  finishedAt: Millis | null
}
