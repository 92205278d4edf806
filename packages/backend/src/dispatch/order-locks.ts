import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { WorkInProgress } from '../kernel/work-in-progress.ts'
import { orderOf } from './queued-work.ts'

export type OrderLocks = ReturnType<typeof createOrderLocks>

/**
 * Locks on order keys with a waiting run. Later events with the same key stay in the store until the run
 * ends.
 */
export const createOrderLocks = ({
  store,
  effects,
  underWay
}: {
  store: Pick<Store, 'waits' | 'subscriptions'>
  effects: Pick<Effects, 'log'>
  underWay: Pick<WorkInProgress, 'rest'>
}) => {
  const locked = new Set<string>()

  /**
   * Releases the lock on an order key once the store has listed the flow's running subscriptions. Passes
   * these to `released`, since any of them may have work with this key.
   */
  const release = async (
    flowId: Id,
    orderKey: string | null,
    released: (subscriptionIds: Id[]) => void,
    failures = 0
  ): Promise<void> => {
    const order = orderOf(flowId, orderKey)
    const found =
      order === null
        ? []
        : await store.subscriptions.runningOf(flowId).catch(thrown => {
            effects.log(
              'The next delivery of an order key could not be read. This is retried automatically.',
              {
                flow: flowId,
                cause: String(thrown)
              }
            )
            underWay.rest(() => release(flowId, orderKey, released, failures + 1), failures)
            return null
          })
    if (found === null) return
    if (order !== null) locked.delete(order)
    released(found)
  }

  return {
    release,
    /** Loads the locked order keys from the store. */
    load: async (): Promise<void> => {
      for (const { flowId, orderKey } of await store.waits.orders()) {
        const order = orderOf(flowId, orderKey)
        if (order !== null) locked.add(order)
      }
    },
    isLocked: (order: string | null): boolean => order !== null && locked.has(order),
    lock: (order: string): void => {
      locked.add(order)
    }
  }
}
