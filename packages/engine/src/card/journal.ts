import type { FailedTry, FaultData, Millis, StepPath, WaitsFor } from '@hookwright/model'

/** A finished step as the journal keeps it: what the card gave, or why it failed. */
export type StepRecord = { outputs: Record<string, unknown> } | { fault: FaultData }

/** The outputs of a card that drew from clock, ids or chance; they ride in the next effect's row. */
export interface Draw {
  path: StepPath
  outputs: Record<string, unknown>
}

/** Effect that is about to be sent: harmless to repeat (GET, HEAD) or not, with the draws since the last effect. */
export interface Intent {
  safe: boolean
  draws: Draw[]
}

/** Stored state of the step at which a run was suspended. */
export interface Wait {
  until: Millis
  /** The latest tries that failed. */
  tries: FailedTry[]
  /** Number of attempts of the schedule that are used up. */
  used: number
  /** Reason of the wait, where steps of several items wait at the same time. */
  waitsFor?: WaitsFor
}

/** A run that a card begins: of which flow, and what that is given. */
export interface BegunRun {
  id: string
  flowId: string
  given: Record<string, unknown>
}

/**
 * A run's memory of its effects. A finished one is recalled and never done again; `intend` ends before the effect is
 * sent, so that after a crash "not sent" and "sent, answer lost" differ.
 */
export interface Journal {
  recall: (path: StepPath) => StepRecord | undefined
  /** The last suspension at a step that has not finished yet. */
  waitAt: (path: StepPath) => Wait | undefined
  intend: (path: StepPath, intent: Intent) => Promise<void>
  /** The runs that the step has begun are there from the same moment on. */
  record: (path: StepPath, result: StepRecord, begun?: BegunRun[]) => Promise<void>
  /** True where runs can be started; otherwise their flows run in place. */
  begins?: true
}

/** The text form of a path, unique in its run: the key of a journal row. */
export const keyOfPath = (path: StepPath): string => path.join('/')

/** A journal that keeps nothing, for runs that are never resumed. */
export const noJournal: Journal = {
  recall: () => undefined,
  waitAt: () => undefined,
  intend: async () => {},
  record: async () => {}
}
