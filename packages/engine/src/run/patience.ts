import type { Millis, RunStatus, Step, StepPath } from '@hookwright/model'
import type { Draw, Wait } from '../card/journal.ts'

/** Options of a run that can be suspended. */
export interface Patience {
  /** Start time of the first attempt. Step times are relative to it. */
  startedAt: Millis
  /** Steps of the previous attempt. Empty for a run that was never suspended. */
  before: Step[]
  /** True if an earlier attempt executed or started an effect. */
  hasJournal?: boolean
  /**
   * Suspended step at which the run is resumed; null if it does not resume at a suspended step. `anew` resets
   * the step's number of attempts.
   */
  woken: { at: StepPath; anew: boolean } | null
}

/** Status of a run that is waiting or on hold. */
export type SuspendedStatus = Extract<RunStatus, { is: 'waiting' | 'on-hold' }>

/** Step at which a run was suspended, the reason, and the state to store. */
export interface Suspension {
  status: SuspendedStatus
  at: StepPath
  wait: Wait
  /** Other suspended steps of concurrent items, each with its state to store. */
  others?: { at: StepPath; wait: Wait }[]
}

/** Suspended run, with all data that must be stored before it is resumed. */
export interface SuspendedRun extends Suspension {
  steps: Step[]
  /** Random values drawn since the last effect. */
  draws: Draw[]
}
