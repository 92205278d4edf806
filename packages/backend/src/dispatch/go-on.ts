import { toFault } from '@hookwright/model'
import type { DueRun } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { Claims } from './claims.ts'
import type { CrashCounter } from './crash-counter.ts'
import type { DueRuns } from './due-runs.ts'
import type { OrderLocks } from './order-locks.ts'
import type { QueuedWork } from './queued-work.ts'
import type { DeliveryRunner } from './run-delivery.ts'
import type { Spreading } from './spreading.ts'
import type { ReplayTask } from './task.ts'

/** Going on with runs that have a row already. */
export interface GoOn {
  /**
   * Runs one from where it waited, and gives its turn back unless it waits again; one that somebody has ended meanwhile
   * has given it back already. Throws `storage.failed`.
   */
  wakeUp: (work: QueuedWork, due: DueRun) => Promise<void>
  /** Runs one that was begun for a kept delivery. Throws `storage.failed`. */
  replay: (task: ReplayTask) => Promise<void>
}

export const createGoOn = (given: {
  outside: Pick<Effects, 'log'>
  wakes: Pick<DueRuns, 'expect'>
  runner: Pick<DeliveryRunner, 'runWoken' | 'runReplay'>
  starts: Pick<CrashCounter, 'drop'>
  turns: Pick<OrderLocks, 'giveBack'>
  spreading: Pick<Spreading, 'queue' | 'underWay' | 'stopRest'>
  claims: Pick<Claims, 'claimNext'>
}): GoOn => {
  const { outside, wakes, runner, starts, turns, spreading, claims } = given

  const wakeUp: GoOn['wakeUp'] = (work, due) =>
    claims.claimNext(due.id, async () => {
      const { live } = work
      const came = await runner.runWoken(live, due, () => spreading.underWay(due.deliveryId))
      if (came.is === 'ended' && came.stopsRest) spreading.stopRest(due.deliveryId)
      // What is written now has taken the count back.
      starts.drop(work)
      if (came.is === 'gone') return
      if (came.is === 'waiting') wakes.expect(came.until)
      else await turns.giveBack(live.flowId, due.orderKey, () => spreading.queue(live, due, came))
    })

  const replay: GoOn['replay'] = async task => {
    const { live, delivery, run } = task
    try {
      const came = await runner.runReplay(task)
      if (came.is === 'waiting') wakes.expect(came.until)
      spreading.queue(live, { deliveryId: delivery.id, orderKey: null }, came)
    } catch (thrown) {
      if (toFault(thrown).code === 'storage.failed') throw thrown
      outside.log('A replay could not be written down; it goes on at the next start.', {
        run: run.id,
        cause: String(thrown)
      })
    }
  }

  return { wakeUp, replay }
}
