import type { Id } from '@hookwright/model'
import type { DueRun, Store } from '@hookwright/store'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'
import type { CrashCounter } from './crash-counter.ts'
import { type QueuedWork, workOf } from './queued-work.ts'
import type { DeliveryRunner, RunResult } from './run-delivery.ts'

/** Running the records of a delivery in Run mode, its children, one after the other. */
export interface Spreading {
  /** Queues the children that a run has made, if it has. */
  queue: (live: CachedSubscription, of: Pick<DueRun, 'deliveryId' | 'orderKey'>, came: RunResult) => void
  /** Runs the next child; null when there is none. Throws `storage.failed`. */
  runNext: (work: QueuedWork, live: CachedSubscription) => Promise<RunResult | null>
  /** The children of a delivery that are under way here. */
  underWay: (deliveryId: Id) => Id[]
  /** The rest of a delivery's records is not run any more. */
  stopRest: (deliveryId: Id) => void
}

const PAGE = 100

export const createSpreading = (given: {
  store: Pick<Store, 'runs'>
  runner: Pick<DeliveryRunner, 'runChild'>
  starts: Pick<CrashCounter, 'drop' | 'takeBack'>
  /** Queues one, now or once there is room. */
  queue: (work: QueuedWork) => void
}): Spreading => {
  const { store, runner, starts, queue } = given
  /** By delivery: what runs its records, and the one that is under way. */
  const spreading = new Map<Id, { work: QueuedWork; child: Id }>()

  const fetchChildren = async (work: QueuedWork): Promise<void> => {
    work.children = await store.runs.queued({ deliveryId: work.deliveryId, limit: PAGE })
    work.next = 0
    work.hasMore = work.children.length === PAGE
  }

  return {
    queue: (live, { deliveryId, orderKey }, came) => {
      if (came.is !== 'ended' || came.children.length === 0) return
      queue(workOf({ live, deliveryId, orderKey }))
    },
    runNext: async (work, live) => {
      if (work.next === work.children.length) await fetchChildren(work)
      const child = work.children[work.next]
      if (child === undefined) return null
      spreading.set(work.deliveryId, { work, child: child.run.id })
      const came = await runner.runChild(live, child, work.orderKey)
      spreading.delete(work.deliveryId)
      if (came.is === 'ended' && came.stopsRest) forgetChildren(work)
      // They are forgotten, too, when another record of the delivery has stopped the rest meanwhile.
      else if (work.children.length > 0) work.next++
      if (starts.drop(work)) await starts.takeBack([work])
      return came
    },
    underWay: deliveryId => {
      const child = spreading.get(deliveryId)?.child
      return child === undefined ? [] : [child]
    },
    stopRest: deliveryId => {
      const found = spreading.get(deliveryId)
      if (found !== undefined) forgetChildren(found.work)
    }
  }
}

const forgetChildren = (work: QueuedWork): void => {
  work.children = []
  work.next = 0
  work.hasMore = false
}
