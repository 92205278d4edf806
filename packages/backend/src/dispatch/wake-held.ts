import type { Millis } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { UnderWay } from '../kernel/under-way.ts'
import type { DueRuns } from './due-runs.ts'

/** Makes the runs due that a service held back: some at a time, so that what else is written comes between. */
export const createWakeHeld = (given: {
  store: Pick<Store, 'waits'>
  outside: Pick<Effects, 'clock' | 'log' | 'soon'>
  wakes: Pick<DueRuns, 'expect'>
  underWay: Pick<UnderWay, 'isStopping'>
}): (() => void) => {
  const { store, outside, wakes, underWay } = given

  const wakeFrom = (at: Millis, from: number): void => {
    if (underWay.isStopping()) return
    store.waits.wakeHeld(at, from).then(
      next => {
        wakes.expect(at)
        if (next !== null) outside.soon(() => wakeFrom(at, next))
      },
      thrown => {
        outside.log('Runs that a service held back could not be woken; they go on at their time.', {
          cause: String(thrown)
        })
      }
    )
  }

  return () => wakeFrom(outside.clock(), 0)
}
