import type { Millis, RunStatus, Step, StepPath, WaitsFor } from '@hookwright/model'
import type { Draw, Wait } from '../journal.ts'
import type { Progress } from './progress.ts'

/** What a run is given that may be suspended. */
export interface Patience {
  /** When its first try began: its steps count from there. */
  startedAt: Millis
  /** The steps of the try before; none for a run that was never suspended. */
  before: Step[]
  /** The step at whose suspension it is woken; `anew` when its tries are to be counted from the first one again. */
  woken: { at: StepPath; anew: boolean } | null
}

/** How a run stands that is suspended or was parked. */
export type SuspendedStatus = Extract<RunStatus, { is: 'waiting' | 'parked' }>

/** Where and why a run was suspended, and what is to be kept of the step. */
export interface Suspension {
  status: SuspendedStatus
  at: StepPath
  wait: Wait
}

/** A run that goes on later, with all that has to be durable before. */
export interface SuspendedRun extends Suspension {
  steps: Step[]
  /** Drawn since the last effect. */
  draws: Draw[]
}

/** Suspends the run at this step: what is returned is to be thrown, and no card around it can catch it. */
export const suspend = (run: Progress, given: { at: StepPath; wait: Wait; waitsFor: WaitsFor }): Error => {
  const { at, wait, waitsFor } = given
  run.over = true
  run.suspended = { status: { is: 'waiting', until: wait.until, at, waitsFor }, at, wait }
  return new Error('The run is suspended.')
}

/** True when the run is woken for this very step. */
export const isWokenAt = (run: Progress, path: StepPath): boolean => {
  const at = run.world.patience?.woken?.at
  return at !== undefined && at.length === path.length && at.every((part, index) => part === path[index])
}
