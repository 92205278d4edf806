import type { FailedTry, FaultData, Millis, StepPath, WaitsFor } from '@hookwright/model'

/** Journal entry of a finished step: the card's outputs, or the reason for its failure. */
export type StepRecord = { outputs: Record<string, unknown> } | { fault: FaultData }

/**
 * Outputs of a card that used the clock, ids or random values. They are stored in the row of the
 * next effect.
 */
export interface Draw {
  path: StepPath
  outputs: Record<string, unknown>
}

/**
 * Effect about to be sent, with the draws since the last effect. Safe to repeat for GET and HEAD.
 */
export interface Intent {
  safe: boolean
  draws: Draw[]
}

/** Stored state of the step at which a run was suspended. */
export interface Wait {
  until: Millis
  /** Latest failed attempts. */
  tries: FailedTry[]
  /** Number of attempts used up in the retry schedule. */
  used: number
  /** Reason of the wait, where steps of several items wait at the same time. */
  waitsFor?: WaitsFor
}

/** Run started by a card: its flow and its start values. */
export interface BegunRun {
  id: string
  flowId: string
  given: Record<string, unknown>
}

/**
 * Journal of a run's effects, so that a finished effect is not executed again. `intend` resolves
 * before the effect is sent: after a crash, "not sent" and "sent, response lost" can be told apart.
 */
export interface Journal {
  recall: (path: StepPath) => StepRecord | undefined
  /** The last suspension at a step that has not finished yet. */
  waitAt: (path: StepPath) => Wait | undefined
  intend: (path: StepPath, intent: Intent) => Promise<void>
  /** Records a finished step and, in the same commit, creates the runs that it has begun. */
  record: (path: StepPath, result: StepRecord, begun?: BegunRun[]) => Promise<void>
  /** True where independent runs can be started; otherwise their flows run inline. */
  begins?: true
}

/** Returns the text form of a path, unique in its run: the key of a journal row. */
export const keyOfPath = (path: StepPath): string => path.join('/')

/** Journal that stores nothing, for runs that are never resumed. */
export const noJournal: Journal = {
  recall: () => undefined,
  waitAt: () => undefined,
  intend: async () => {},
  record: async () => {}
}
