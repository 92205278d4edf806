import { Fault, formatHold, type Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { DueRuns } from './due-runs.ts'
import type { DeliveryRunner } from './run-delivery.ts'

export type WaitingRunActions = ReturnType<typeof createWaitingRunActions>

/** Actions on runs that wait or are on hold. Only one action per run is in progress at a time. */
export const createWaitingRunActions = ({
  store,
  effects,
  subscriptionCache,
  runner,
  dueRuns,
  releaseOrderLock
}: {
  store: Pick<Store, 'runs' | 'waits' | 'subscriptions'>
  effects: Pick<Effects, 'clock'>
  subscriptionCache: Pick<SubscriptionCache, 'byId'>
  runner: Pick<DeliveryRunner, 'cancel'>
  dueRuns: Pick<DueRuns, 'expect'>
  releaseOrderLock: (flowId: Id, orderKey: string | null) => Promise<void>
}) => {
  /** Actions in progress, by run id. Their promises never reject. */
  const claimed = new Map<Id, Promise<void>>()

  /** Performs an action exclusively on a run. Throws `run.going-on` if another action is in progress. */
  const claim = async <Done>(runId: Id, act: () => Promise<Done>): Promise<Done> => {
    if (claimed.has(runId)) throw new Fault('run.going-on')
    let release = (): void => {}
    claimed.set(runId, new Promise(resolve => (release = resolve)))
    try {
      return await act()
    } finally {
      claimed.delete(runId)
      release()
    }
  }

  /** Finds a run and its current subscription. */
  const find = async (runId: Id) => {
    const run = await store.runs.find(runId)
    if (run === null) throw new Fault('run.gone')
    return {
      run,
      subscription: run.subscriptionId === null ? null : await subscriptionCache.byId(run.subscriptionId)
    }
  }

  /** Cancels a run. Throws `run.gone`, `run.not-suspended`, `run.going-on`. */
  const cancel = (runId: Id): Promise<void> =>
    claim(runId, async () => {
      const { run, subscription } = await find(runId)
      if (subscription === null) throw new Fault('run.not-suspended')
      const { flowId, orderKey } = await runner.cancel(subscription, run)
      await releaseOrderLock(flowId, orderKey)
    })

  return {
    /** Performs an action on a run after any action in progress has ended. */
    claimNext: async <Done>(runId: Id, act: () => Promise<Done>): Promise<Done> => {
      for (let before = claimed.get(runId); before !== undefined; before = claimed.get(runId)) await before
      return claim(runId, act)
    },
    /** Makes a run due now. Throws `run.gone`, `run.not-suspended`, `run.going-on`, `run.flow-paused`, `run.flow-on-hold`. */
    goOn: async (runId: Id): Promise<void> => {
      const now = effects.clock()
      await claim(runId, async () => {
        const { subscription } = await find(runId)
        const hold =
          subscription?.status.is === 'paused'
            ? (await store.subscriptions.find(subscription.id))?.hold
            : null
        if (hold) throw new Fault('run.flow-on-hold', { why: formatHold(hold) })
        if (subscription?.status.is === 'paused') throw new Fault('run.flow-paused')
        await store.waits.goOn(runId, now)
      })
      dueRuns.expect(now)
    },
    cancel,
    /**
     * Cancels all runs of a flow that wait or are on hold. A run in progress ends normally or waits again.
     */
    cancelOf: async (flowId: Id): Promise<void> => {
      for (const id of await store.waits.ofFlow(flowId)) {
        await cancel(id).catch(thrown => {
          if (!isOver(thrown)) throw thrown
        })
      }
    }
  }
}

/** Returns true if an action failed because the run no longer waits or is already in progress. */
const isOver = (thrown: unknown): boolean =>
  thrown instanceof Fault && (thrown.code === 'run.not-suspended' || thrown.code === 'run.going-on')
