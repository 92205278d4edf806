/** Which flow a kept delivery runs again: the one that ran then, the one that runs now, or the draft as it stands. */
export const replayFlows = ['pinned', 'newest', 'draft'] as const
export type ReplayFlow = (typeof replayFlows)[number]

/** How something is run again. */
export interface ReplayMode {
  on: ReplayFlow
  /**
   * False where nothing is sent: each effect comes to what it came to in the run that is run again, and one that this did
   * not do ends the run.
   */
  effects: boolean
}

/** How a run runs another one again. */
export interface Replayed extends ReplayMode {
  /** True for one record of a list that was run again by itself. */
  alone?: true
}
