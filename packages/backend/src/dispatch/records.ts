import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'
import type { CrashSuspects } from './crash-suspects.ts'
import type { QueuedWork } from './queued-work.ts'
import type { DeliveryRunner, RunResult } from './run-delivery.ts'

const PAGE = 100

export type Records = ReturnType<typeof createRecords>

/** Runs the records of deliveries in Run mode, in sequence for each delivery. */
export const createRecords = ({
  store,
  runner,
  suspects
}: {
  store: Pick<Store, 'runs'>
  runner: Pick<DeliveryRunner, 'runChild'>
  suspects: Pick<CrashSuspects, 'acquit'>
}) => {
  /** Deliveries whose records are running, by delivery id. `child` is the id of the current run. */
  const running = new Map<Id, { work: QueuedWork; child: Id }>()

  const fetchChildren = async (work: QueuedWork): Promise<void> => {
    work.children = await store.runs.queued({ deliveryId: work.deliveryId, limit: PAGE })
    work.next = 0
    work.hasMore = work.children.length === PAGE
  }

  return {
    /** Runs the next record; null when there is none. Throws `storage.failed`. */
    runNext: async (work: QueuedWork, subscription: CachedSubscription): Promise<RunResult | null> => {
      if (work.next === work.children.length) await fetchChildren(work)
      const child = work.children[work.next]
      if (child === undefined) return null
      running.set(work.deliveryId, { work, child: child.run.id })
      const result = await runner.runChild(subscription, child, work.orderKey, work.claim)
      running.delete(work.deliveryId)
      if (result.is === 'ended' && result.stopsRest) forgetChildren(work)
      // They are forgotten, too, when another record of the delivery has stopped the rest meanwhile.
      else if (work.children.length > 0) work.next++
      const acquitted = suspects.acquit(work)
      if (acquitted !== null) await acquitted
      return result
    },
    /** Returns the runs of a delivery's records that are in progress in this process. */
    runningOf: (deliveryId: Id): Id[] => {
      const child = running.get(deliveryId)?.child
      return child === undefined ? [] : [child]
    },
    /** Skips the remaining records of a delivery. */
    stopRest: (deliveryId: Id): void => {
      const found = running.get(deliveryId)
      if (found !== undefined) forgetChildren(found.work)
    }
  }
}

const forgetChildren = (work: QueuedWork): void => {
  work.children = []
  work.next = 0
  work.hasMore = false
}
