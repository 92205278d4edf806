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
