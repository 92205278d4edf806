import type { StepPath, WaitsFor } from '@hookwright/model'
import type { Wait } from '../card/journal.ts'
import type { Progress } from './progress.ts'

/** Suspends the run at this step. Returns the error to throw, which no enclosing card can catch. */
export const suspend = (run: Progress, params: { at: StepPath; wait: Wait; waitsFor: WaitsFor }): Error => {
  const { at, wait, waitsFor } = params
  run.over = true
  run.suspended = { status: { is: 'waiting', until: wait.until, at, waitsFor }, at, wait }
  return new Error('The run is suspended.')
}

/** Suspends a run again at an effect that is not due yet, after it was resumed for a step of another item. */
export const suspendUntilDue = (run: Progress, at: StepPath): void => {
  const { patience, journal, fx } = run.world
  const wait = patience === undefined ? undefined : journal.waitAt(at)
  if (wait?.waitsFor === undefined || wait.until <= fx.clock() || isWokenAt(run, at)) return
  throw suspend(run, { at, wait, waitsFor: wait.waitsFor })
}

/** Returns true if the run was resumed at this step. */
export const isWokenAt = (run: Progress, path: StepPath): boolean => {
  const at = run.world.patience?.woken?.at
  return at !== undefined && at.length === path.length && at.every((part, index) => part === path[index])
}
