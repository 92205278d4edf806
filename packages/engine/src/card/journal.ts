import type { FailedTry, FaultData, Millis, StepPath, WaitsFor } from '@hookwright/model'

/** Journal entry of a finished step: the card's outputs, or the reason for its failure. */
export type StepRecord = { outputs: Record<string, unknown> } | { fault: FaultData }

/**
 * Outputs of a card that used the clock, ids or random values. They are stored together with the next effect.
 */
export interface Draw {
  path: StepPath
  outputs: Record<string, unknown>
}

/**
 * Effect that is about to be executed. It includes the outputs of cards that used the clock, ids or random
 * values since the previous effect. `safe` is true for GET and HEAD requests, which can be repeated.
 */
export interface Intent {
  safe: boolean
  draws: Draw[]
}

/** Stored state of a step that suspended the run. */
export interface Wait {
  until: Millis
  /** Latest failed attempts of the step. */
  tries: FailedTry[]
  /** Number of attempts already used. */
  used: number
  /** Cause of the wait. Needed if steps of several items wait at the same time. */
  waitsFor?: WaitsFor
}

/** Run that a card started, with its flow and start values. */
export interface BegunRun {
  id: string
  flowId: string
  given: Record<string, unknown>
}

/**
 * Journal of a run's effects, which prevents a finished effect from being executed again. `intend` resolves
 * before the effect is sent, so "not sent" and "sent, response lost" are distinguishable after a crash.
 */
export interface Journal {
  recall: (path: StepPath) => StepRecord | undefined
  /** Returns the last suspension at an unfinished step. */
  waitAt: (path: StepPath) => Wait | undefined
  intend: (path: StepPath, intent: Intent) => Promise<void>
  /** Records a finished step and creates the runs that it started, in the same commit. */
  record: (path: StepPath, result: StepRecord, begun?: BegunRun[]) => Promise<void>
  /** True if independent runs can be started. Otherwise, their flows run inline. */
  begins?: true
}

/** Converts a path to text that is unique within the run. It is the key of a journal row. */
export const keyOfPath = (path: StepPath): string => path.join('/')

/** Journal that stores nothing, for runs that are never resumed. */
export const noJournal: Journal = {
  recall: () => undefined,
  waitAt: () => undefined,
  intend: async () => {},
  record: async () => {}
}
