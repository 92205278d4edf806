import { type Id, runsDeliveries } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { WorkInProgress } from '../kernel/work-in-progress.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { type QueuedWork, workOf } from './queued-work.ts'

export type FullOrders = ReturnType<typeof createFullOrders>

/**
 * Maximum number of works with one order key in memory. More are fetched from the store when fewer than
 * `FEW_BEHIND` are left.
 */
const MOST_BEHIND = 100
const FEW_BEHIND = 20

interface FullOrder {
  orderKey: string
  /** Subscriptions of the flow that have received work of this order. */
  subscriptionIds: Set<Id>
  isFetching: boolean
  /** True while fetched work is being queued. */
  admits: boolean
  /** True if work was refused since the last read of the store, which may have missed it. */
  isBehind: boolean
}

/** Queues work. Returns false when memory has no room for it. */
type Add = (work: QueuedWork) => boolean

/**
 * Tracks order keys with more waiting work than fits in memory. The remaining work waits in the store, so it
 * does not block work with other order keys.
 */
export const createFullOrders = ({
  store,
  effects,
  subscriptionCache,
  underWay
}: {
  store: Pick<Store, 'deliveries'>
  effects: Pick<Effects, 'log'>
  subscriptionCache: Pick<SubscriptionCache, 'byId'>
  underWay: Pick<WorkInProgress, 'isStopping' | 'rest'>
}) => {
  const full = new Map<string, FullOrder>()

  /** Queues a page of work until the limit of its order key or the memory limit is reached. */
  const queuePage = (
    entry: FullOrder,
    works: QueuedWork[],
    add: Add
  ): 'all' | 'full-order' | 'full-memory' => {
    const { isBehind } = entry
    entry.isBehind = false
    entry.admits = true
    const hasRoom = works.every(work => entry.isBehind || add(work))
    entry.admits = false
    const isFull = entry.isBehind
    entry.isBehind ||= isBehind
    if (!hasRoom) return 'full-memory'
    return isFull ? 'full-order' : 'all'
  }

  /**
   * Queues waiting work from the store while it fits. Returns false if memory has no room for the next item.
   */
  const fetchMore = async (order: string, entry: FullOrder, add: Add): Promise<boolean> => {
    do {
      entry.isBehind = false
      for (const id of [...entry.subscriptionIds].toSorted()) {
        const subscription = await subscriptionCache.byId(id)
        if (subscription === null || !runsDeliveries(subscription.status)) continue
        const filter = { subscriptionId: id, orderKey: entry.orderKey, limit: MOST_BEHIND + FEW_BEHIND + 2 }
        const page = await store.deliveries.waiting(filter)
        if (full.get(order) !== entry) return true
        const works = page.map(({ delivery, arrival, hasBegun }) =>
          workOf({ subscription, delivery, arrival, hasBegun })
        )
        const came = queuePage(entry, works, add)
        if (came !== 'all' || page.length === filter.limit) return came !== 'full-memory'
      }
      // What arrived during the reads may be in none of the pages.
    } while (entry.isBehind)
    if (full.get(order) === entry) full.delete(order)
    return true
  }

  const fetch = (order: string, entry: FullOrder, add: Add): void => {
    if (entry.isFetching || full.get(order) !== entry || underWay.isStopping()) return
    entry.isFetching = true
    fetchMore(order, entry, add).then(
      hasRoom => {
        if (hasRoom) entry.isFetching = false
        else underWay.rest(() => fetchAgain(order, entry, add))
      },
      thrown => {
        entry.isFetching = false
        entry.admits = false
        effects.log('Deliveries with the same order key could not be read. This is retried automatically.', {
          cause: String(thrown)
        })
        underWay.rest(() => fetch(order, entry, add))
      }
    )
  }

  /**
   * Fetches more work once the pause for full memory is over. During the pause, ended runs trigger no fetch,
   * since each would read the same page without effect.
   */
  const fetchAgain = (order: string, entry: FullOrder, add: Add): void => {
    entry.isFetching = false
    fetch(order, entry, add)
  }

  return {
    /**
     * Returns true for work that must stay in the store, behind earlier work with the same order key.
     * `behind` is the number of such works that wait in memory.
     */
    refuses: ({ order, orderKey, subscription, first }: QueuedWork, behind: number): boolean => {
      // Records are part of a delivery that has begun, and they are few in memory.
      if (order === null || orderKey === null || first === null) return false
      const known = full.get(order)
      if (known === undefined ? behind < MOST_BEHIND : known.admits && behind < MOST_BEHIND) return false
      const entry = known ?? {
        ...{ orderKey, subscriptionIds: new Set<Id>(), isFetching: false, admits: false, isBehind: true }
      }
      entry.subscriptionIds.add(subscription.id)
      entry.isBehind = true
      full.set(order, entry)
      return true
    },
    /**
     * Fetches more work with the same order key if few such works wait in memory. Called when one of them is
     * done.
     */
    fetchBehind: ({ order }: QueuedWork, behind: number, add: Add): void => {
      const entry = order === null || full.size === 0 ? undefined : full.get(order)
      if (order !== null && entry !== undefined && behind <= FEW_BEHIND) fetch(order, entry, add)
    },
    /**
     * Stops tracking an order key. Called when no work with this key is left in memory, because one of its
     * runs waits and locks the key.
     */
    forget: (order: string): void => {
      full.delete(order)
    }
  }
}
