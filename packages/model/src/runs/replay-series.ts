import type { FaultData } from '../kernel/fault.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/** Flows that a replay can run: the one that ran originally, the one that runs now, or the current draft. */
export const replayFlows = ['pinned', 'newest', 'draft'] as const
export type ReplayFlow = (typeof replayFlows)[number]

/** Mode of a replay. */
export interface ReplayMode {
  on: ReplayFlow
  /**
   * False to send nothing: each effect is replaced by its result in the original run. An effect
   * without one ends the run.
   */
  effects: boolean
}

/** Replay mode of a run. */
export interface Replayed extends ReplayMode {
  /** True for a single replayed record of a list. */
  alone?: true
}

/** Series of stored deliveries that are replayed, with its progress. */
export interface ReplaySeries {
  id: Id
  /** Person who started it. */
  ownerId: string
  flowIds: Id[]
  /**
   * Counts of all deliveries in the series, of started replays, and of skipped ones. A delivery is
   * skipped if it cannot be replayed at its time.
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
