import type { Millis, RunStatus, Step, StepPath } from '@hookwright/model'
import type { Draw, Wait } from '../card/journal.ts'

/** Options of a run that can be suspended. */
export interface Patience {
  /** Start time of the first attempt, from which its steps count. */
  startedAt: Millis
  /** Steps of the attempt before. Empty for a run that was never suspended. */
  before: Step[]
  /** True where an effect was executed or begun before. */
  hasJournal?: boolean
  /** Suspended step at which the run is resumed. `anew` resets the count of its attempts. */
  woken: { at: StepPath; anew: boolean } | null
}

/** Status of a run that is suspended or on hold. */
export type SuspendedStatus = Extract<RunStatus, { is: 'waiting' | 'on-hold' }>

/** Step at which a run was suspended, the reason, and the state to store. */
export interface Suspension {
  status: SuspendedStatus
  at: StepPath
  wait: Wait
  /** Other waiting steps, of concurrent items, each with its state to store. */
  others?: { at: StepPath; wait: Wait }[]
}

/** Suspended run, with all data that must be durable before it is resumed. */
export interface SuspendedRun extends Suspension {
  steps: Step[]
  /** Random values drawn since the last effect. */
  draws: Draw[]
}
