import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { UnderWay } from '../kernel/under-way.ts'
import { orderOf } from './queued-work.ts'

/** Orders in which a run that waits keeps its turn: what comes to them waits in the store. */
export interface OrderLocks {
  /** Learns them from the store. */
  begin: () => Promise<void>
  isKept: (order: string | null) => boolean
  keep: (order: string) => void
  /**
   * The run that kept it keeps it no longer: `first` has the turn, then what waits in the store. Until the store can say
   * what that is, the order stays kept.
   */
  giveBack: (flowId: Id, orderKey: string | null, first?: () => void) => Promise<void>
}

/** `wake` is told of each subscription whose waiting deliveries may have their turn now. */
export const createOrderLocks = (given: {
  store: Pick<Store, 'waits' | 'subscriptions'>
  outside: Pick<Effects, 'log'>
  underWay: Pick<UnderWay, 'rest'>
  wake: (subscriptionId: Id) => void
}): OrderLocks => {
  const { store, outside, underWay, wake } = given
  const kept = new Set<string>()

  const giveBackAfter = async (
    failures: number,
    ...[flowId, orderKey, first]: Parameters<OrderLocks['giveBack']>
  ): Promise<void> => {
    const order = orderOf(flowId, orderKey)
    // What came to the order meanwhile may have come to any subscription of the flow.
    const found =
      order === null
        ? []
        : await store.subscriptions.runningOf(flowId).catch(thrown => {
            outside.log('What comes next in an order could not be looked up; this is tried again soon.', {
              flow: flowId,
              cause: String(thrown)
            })
            underWay.rest(() => giveBackAfter(failures + 1, flowId, orderKey, first), failures)
            return null
          })
    if (found === null) return
    if (order !== null) kept.delete(order)
    first?.()
    for (const id of found) wake(id)
  }

  return {
    begin: async () => {
      for (const { flowId, orderKey } of await store.waits.orders()) {
        const order = orderOf(flowId, orderKey)
        if (order !== null) kept.add(order)
      }
    },
    isKept: order => order !== null && kept.has(order),
    keep: order => {
      kept.add(order)
    },
    giveBack: (flowId, orderKey, first) => giveBackAfter(0, flowId, orderKey, first)
  }
}
