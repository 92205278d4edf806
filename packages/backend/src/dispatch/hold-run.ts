import { Fault, type Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { UnderWay } from '../kernel/under-way.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { Claims } from './claims.ts'
import type { DueRuns } from './due-runs.ts'
import type { OrderLocks } from './order-locks.ts'
import type { DeliveryRunner } from './run-delivery.ts'
import { createWakeHeld } from './wake-held.ts'

/** Actions on runs that wait or are on hold. */
export interface HoldRun {
  /** Lets a run go on now. Throws `run.gone`, `run.not-suspended`, `run.going-on`, `run.flow-paused`. */
  goOn: (runId: Id) => Promise<void>
  /** Runs that a service held back are tried again now. */
  wakeHeld: () => void
  /** Ends a run. Throws `run.gone`, `run.not-suspended`, `run.going-on`. */
  cancel: (runId: Id) => Promise<void>
  /** Ends all runs of a flow that are set aside; one that is going on right now ends by itself, or waits again. */
  cancelOf: (flowId: Id) => Promise<void>
}

export const createHoldRun = (given: {
  store: Pick<Store, 'runs' | 'waits'>
  outside: Pick<Effects, 'clock' | 'log' | 'soon'>
  lives: Pick<SubscriptionCache, 'byId'>
  runner: Pick<DeliveryRunner, 'cancel'>
  turns: Pick<OrderLocks, 'giveBack'>
  claims: Pick<Claims, 'claim'>
  wakes: Pick<DueRuns, 'expect'>
  underWay: Pick<UnderWay, 'rest' | 'isStopping'>
}): HoldRun => {
  const { store, outside, lives, runner, turns, claims, wakes, underWay } = given

  /** A run, and its subscription as it stands now. */
  const found = async (runId: Id) => {
    const run = await store.runs.find(runId)
    if (run === null) throw new Fault('run.gone')
    return { run, live: run.subscriptionId === null ? null : await lives.byId(run.subscriptionId) }
  }

  const goOnNow = async (runId: Id): Promise<void> => {
    const now = outside.clock()
    await claims.claim(runId, async () => {
      const { live } = await found(runId)
      if (live?.status.is === 'paused') throw new Fault('run.flow-paused')
      await store.waits.goOn(runId, now)
    })
    wakes.expect(now)
  }

  const wakeHeld = createWakeHeld(given)

  const cancel = (runId: Id): Promise<void> =>
    claims.claim(runId, async () => {
      const { run, live } = await found(runId)
      if (live === null) throw new Fault('run.not-suspended')
      const { flowId, orderKey } = await runner.cancel(live, run)
      await turns.giveBack(flowId, orderKey)
    })

  const cancelOf = async (flowId: Id): Promise<void> => {
    for (const id of await store.waits.ofFlow(flowId)) {
      await cancel(id).catch(thrown => {
        if (!isOver(thrown)) throw thrown
      })
    }
  }

  return {
    goOn: goOnNow,
    wakeHeld: () => {
      wakeHeld()
      // Those that were just being held back are written down by then.
      underWay.rest(wakeHeld)
    },
    cancel,
    cancelOf
  }
}

/** Returns true when a run does not wait any more, or not yet again. */
const isOver = (thrown: unknown): boolean =>
  thrown instanceof Fault && (thrown.code === 'run.not-suspended' || thrown.code === 'run.going-on')
