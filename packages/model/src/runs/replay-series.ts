import type { FaultData } from '../kernel/fault.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/**
 * Versions of the flow that a replay can run: the original revision, the running revision, or the current
 * draft.
 */
export const replayFlows = ['pinned', 'newest', 'draft'] as const
export type ReplayFlow = (typeof replayFlows)[number]

/** Mode of a replay: the version of the flow that runs, and whether it has side effects. */
export interface ReplayMode {
  on: ReplayFlow
  /**
   * False for a replay without side effects: each request or other effect is replaced by its result in the
   * original run. An effect without a stored result ends the run.
   */
  effects: boolean
}

/** Mode of a replay, with whether only one record was replayed. */
export interface Replayed extends ReplayMode {
  /** True if a single record of a list is replayed. */
  alone?: true
}

/** Series of replays of stored deliveries, with its progress. */
export interface ReplaySeries {
  id: Id
  /** Member who started the series. */
  ownerId: string
  flowIds: Id[]
  /**
   * Counts of deliveries: `of` is the number in the series. The others count started replays, and deliveries
   * that were skipped because they could not be replayed.
   */
  of: number
  begun: number
  skipped: number
  perSecond: number
  /** Mode of each replay. */
  mode: ReplayMode
  startedAt: Millis
  status:
    | { is: 'running' }
    | { is: 'done'; at: Millis }
    /** Stopped by a person; runs in progress ended normally. */
    | { is: 'stopped'; at: Millis }
    | { is: 'failed'; at: Millis; fault: FaultData }
}
