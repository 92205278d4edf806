import type { StepPath, WaitsFor } from '@hookwright/model'
import type { Wait } from '../card/journal.ts'
import type { Progress } from './progress.ts'

/** Suspends the run at this step: what is returned is to be thrown, and no card around it can catch it. */
export const suspend = (run: Progress, given: { at: StepPath; wait: Wait; waitsFor: WaitsFor }): Error => {
  const { at, wait, waitsFor } = given
  run.over = true
  run.suspended = { status: { is: 'waiting', until: wait.until, at, waitsFor }, at, wait }
  return new Error('The run is suspended.')
}

/**
 * Suspends a run again at an effect that is to be tried again later, where the run was woken for a step of another item.
 * Before its time the effect is not tried.
 */
export const suspendUntilDue = (run: Progress, at: StepPath): void => {
  const { patience, journal, fx } = run.world
  const wait = patience === undefined ? undefined : journal.waitAt(at)
  if (wait?.waitsFor === undefined || wait.until <= fx.clock() || isWokenAt(run, at)) return
  throw suspend(run, { at, wait, waitsFor: wait.waitsFor })
}

/** True when the run is woken for this very step. */
export const isWokenAt = (run: Progress, path: StepPath): boolean => {
  const at = run.world.patience?.woken?.at
  return at !== undefined && at.length === path.length && at.every((part, index) => part === path[index])
}
