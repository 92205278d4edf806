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
   * False where nothing is sent: each effect comes to what it came to in the run that is run again, and one that this did
   * not do ends the run.
   */
  effects: boolean
}

/** Mode in which a run replays another. */
export interface Replayed extends ReplayMode {
  /** True for one record of a list that was run again by itself. */
  alone?: true
}

/** Kept deliveries that are run again one after the other, and how far that has come. */
export interface ReplaySeries {
  id: Id
  /** Person who started it. */
  ownerId: string
  flowIds: Id[]
  /**
   * Counts of all deliveries in the series, of started replays, and of skipped ones. A delivery is skipped if it cannot be
   * replayed when it is due.
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
