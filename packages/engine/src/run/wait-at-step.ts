import { Fault, MINUTE, type Millis, SECOND, type Step } from '@hookwright/model'
import { limitWaits, type Progress } from './progress.ts'
import { isWokenAt, suspend } from './suspend.ts'

/** Maximum wait of a run that cannot be suspended, in milliseconds. */
const MOST_IN_PLACE = MINUTE

/**
 * Waits for a duration, measured from the first start of the step. Suspends the run if possible, otherwise
 * waits in process.
 * @throws `run.waits-too-long`
 */
export const waitAtStep = async (
  run: Progress,
  { step, name, time }: { step: Step; name: string; time: Millis }
): Promise<void> => {
  const { fx, journal, patience, signal } = run.world
  const at = step.path
  const known = journal.waitAt(at)
  const now = fx.clock()
  const until = known?.until ?? now + time
  if (until <= now || (known !== undefined && isWokenAt(run, at))) {
    run.shared.waits++
    return
  }
  if (patience !== undefined) {
    limitWaits(run, at)
    const wait = { until, tries: [], used: 0 }
    const waitsFor = known?.waitsFor ?? ({ is: 'time', card: name, since: now } as const)
    throw suspend(run, { at, wait, waitsFor })
  }
  if (until - now > MOST_IN_PLACE) {
    throw new Fault('run.waits-too-long', {
      card: name,
      seconds: Math.ceil((until - now) / SECOND),
      most: MOST_IN_PLACE / SECOND
    })
  }
  await fx.wait(until, signal)
}
