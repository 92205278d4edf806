import type { Millis, RunStatus, Step, StepPath } from '@hookwright/model'
import type { Draw, Wait } from '../card/journal.ts'

/** Options of a run that may be suspended. */
export interface Patience {
  /** Time when its first try began: its steps count from there. */
  startedAt: Millis
  /** The steps of the try before; none for a run that was never suspended. */
  before: Step[]
  /** True where an effect was done or begun before. */
  hasJournal?: boolean
  /** The step at whose suspension it is woken; `again` when its tries are to be counted from the first one again. */
  woken: { at: StepPath; anew: boolean } | null
}

/** Status of a run that is suspended or on hold. */
export type SuspendedStatus = Extract<RunStatus, { is: 'waiting' | 'on-hold' }>

/** Step at which a run was suspended, the reason, and the state to store. */
export interface Suspension {
  status: SuspendedStatus
  at: StepPath
  wait: Wait
  /** Further steps that wait, of items that are under way at the same time, and the state of each to store. */
  others?: { at: StepPath; wait: Wait }[]
}

/** A run that goes on later, with all that has to be durable before. */
export interface SuspendedRun extends Suspension {
  steps: Step[]
  /** Drawn since the last effect. */
  draws: Draw[]
}
