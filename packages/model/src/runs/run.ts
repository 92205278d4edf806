import type { FaultData } from '../fault.ts'
import type { CardId, Id } from '../ids.ts'
import type { Millis } from '../millis.ts'

/** Where a step stands in a run: cards from the outside in, iteration numbers included. */
export type StepPath = (CardId | number)[]

/**
 * The trace of one card in a run. Inputs are not kept: they follow from the flow and the outputs before, by the same
 * bindings that fed the card. `given` marks outputs that came from outside and are kept there (the delivery).
 */
export interface Step {
  path: StepPath
  status: 'succeeded' | 'failed' | 'skipped' | 'stopped'
  /** Milliseconds since the run started. */
  from: number
  to: number
  outputs?: Record<string, unknown> | 'given'
  fault?: FaultData
}

/** Why a run exists. */
export type RunKind = 'flow' | 'registration' | 'deregistration' | 'renewal' | 'authping' | 'test'

/** Where a run stands. */
export type RunStatus =
  | { is: 'queued' }
  | { is: 'running' }
  | { is: 'waiting'; until: Millis }
  | { is: 'succeeded'; stoppedAt?: StepPath }
  | { is: 'failed'; at: StepPath; fault: FaultData }
  | { is: 'parked'; why: string }
  | { is: 'cancelled' }

/** How a run came out, with its trace. */
export interface RunOutcome {
  status: Extract<RunStatus, { is: 'succeeded' | 'failed' | 'cancelled' }>
  /** What the Return card gave, by field id; null without a Return card. */
  result: Record<string, unknown> | null
  steps: Step[]
}

/** One execution of a flow, as a list shows it. */
export interface Run {
  id: Id
  kind: RunKind
  flowId: Id
  deliveryId: Id | null
  /** The record's place in its delivery, for a child run of Run mode. */
  recordIndex: number | null
  status: RunStatus
  startedAt: Millis
  finishedAt: Millis | null
}
