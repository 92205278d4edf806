import { type Id, runsDeliveries } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { WorkInProgress } from '../kernel/work-in-progress.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { Queue } from './queue.ts'
import { type QueuedWork, workOf } from './queued-work.ts'

const PAGE = 100

/**
 * Fetches waiting work from the store when the queue has room, its order key is free, or its subscription
 * resumes.
 */
export const createFetching = ({
  store,
  effects,
  subscriptionCache,
  queue,
  underWay
}: {
  store: Pick<Store, 'deliveries' | 'runs'>
  effects: Pick<Effects, 'log' | 'soon'>
  subscriptionCache: Pick<SubscriptionCache, 'byId'>
  queue: Pick<Queue, 'add' | 'updateLimit' | 'isLow' | 'look'>
  underWay: Pick<WorkInProgress, 'isStopping' | 'rest'>
}) => {
  /** Subscriptions with stored deliveries that did not fit into the queue. */
  const behind = new Set<Id>()
  /** Subscription with waiting work that is being fetched. Null if there is none. */
  let fetching: Id | null = null
  let filling = false

  /** Queues work. If there is no room, marks its subscription to be fetched later and returns false. */
  const queueOrLeave = (work: QueuedWork): boolean => {
    if (queue.add(work)) return true
    behind.add(work.subscription.id)
    return false
  }

  /** Fetches the waiting work of a subscription. */
  const wake = (subscriptionId: Id): void => {
    behind.add(subscriptionId)
    fill()
  }

  /** Fetches more work for marked subscriptions with room in their queue. */
  const fill = (): void => {
    if (filling || underWay.isStopping()) return
    filling = true
    fillLanes().catch(thrown => {
      effects.log('Waiting deliveries could not be read. This is retried automatically.', {
        cause: String(thrown)
      })
      underWay.rest(fill)
    })
  }

  const fillLanes = async (): Promise<void> => {
    try {
      for (const id of behind) {
        if (underWay.isStopping()) return
        const subscription = await subscriptionCache.byId(id)
        if (subscription !== null) queue.updateLimit(subscription)
        if (subscription === null || !runsDeliveries(subscription.status)) behind.delete(id)
        else if (queue.isLow(subscription.flowId, PAGE)) await fetch(subscription)
      }
    } finally {
      filling = false
      queue.look()
    }
  }

  const fetch = async (subscription: CachedSubscription): Promise<void> => {
    // Taken out first: what finds no room from here on puts it back.
    behind.delete(subscription.id)
    fetching = subscription.id
    try {
      if (await queueSpreading(subscription)) await queueWaiting(subscription)
    } catch (thrown) {
      behind.add(subscription.id)
      throw thrown
    } finally {
      fetching = null
    }
  }

  /**
   * Queues deliveries whose records still have waiting runs. Returns false if the queue had no room for one.
   */
  const queueSpreading = async (subscription: CachedSubscription): Promise<boolean> => {
    const spreading = await store.runs.spreading({ subscriptionId: subscription.id })
    return spreading.every(spread => queueOrLeave(workOf({ subscription, ...spread })))
  }

  /** Queues deliveries that wait for their first run until the queue has no more room. */
  const queueWaiting = async (subscription: CachedSubscription): Promise<void> => {
    const filter = { subscriptionId: subscription.id, limit: PAGE }
    let after: Id | undefined
    for (;;) {
      const page = await store.deliveries.waiting(after === undefined ? filter : { ...filter, after })
      for (const { delivery, arrival, hasBegun } of page) {
        if (!queueOrLeave(workOf({ subscription, delivery, arrival, hasBegun }))) return
      }
      after = page.at(-1)?.delivery.id
      if (page.length < PAGE || after === undefined) return
      await yieldToEventLoop(effects)
      if (underWay.isStopping()) return
    }
  }

  return {
    /** Queues an accepted delivery, or fetches it from the store once there is room. */
    add: (work: QueuedWork): void => {
      const { id } = work.subscription
      // The store may hold older ones of its order that were not queued yet; it is fetched behind them.
      if (work.order !== null && (behind.has(id) || fetching === id)) wake(id)
      else queueOrLeave(work)
    },
    queueOrLeave,
    wake,
    /** Fetches more work. Called when there may be room again. */
    hasRoom: (): void => {
      if (behind.size > 0) fill()
    }
  }
}
