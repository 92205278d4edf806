import type { Store } from '@hookwright/store'
import type { QueuedWork } from './queued-work.ts'

/** Counting the starts of suspects, and taking back those of what did not bring the server down. */
export interface CrashCounter {
  /** Counts a start of each. None is counted when the store fails, with `storage.failed`. */
  count: (works: QueuedWork[]) => Promise<void>
  /** Its start is not to be taken back any more; false when none was counted. */
  drop: (work: QueuedWork) => boolean
  /** Takes a start of each back in the store. That this fails costs no more than a count too many. */
  takeBack: (works: QueuedWork[]) => Promise<void>
  /** Takes all back that are counted. */
  takeAllBack: () => Promise<void>
}

/** Creates the counter. With `countsStarts` false it counts nothing in the store, and still takes back earlier counts. */
export const createCrashCounter = (
  store: Pick<Store, 'deliveries' | 'waits'>,
  countsStarts: boolean
): CrashCounter => {
  /** Suspects whose start is counted. */
  const counted = new Map<string, QueuedWork>()

  const drop = (work: QueuedWork): boolean => counted.delete(work.key)

  const countInStore = async (works: QueuedWork[]): Promise<void> => {
    const { deliveries, woken } = idsOf(works)
    if (deliveries.length > 0) await store.deliveries.countStarts(deliveries)
    if (woken.length > 0) await store.waits.countStarts(woken)
  }

  const takeBack = async (works: QueuedWork[]): Promise<void> => {
    const { deliveries, woken } = idsOf(works)
    if (deliveries.length > 0) await store.deliveries.clearStarts(deliveries).catch(() => {})
    if (woken.length > 0) await store.waits.clearStarts(woken).catch(() => {})
  }

  return {
    count: async works => {
      // Before the store is asked: a stop in between takes them back.
      for (const work of works) counted.set(work.key, work)
      try {
        if (countsStarts) await countInStore(works)
      } catch (thrown) {
        for (const work of works) drop(work)
        throw thrown
      }
    },
    drop,
    takeBack,
    takeAllBack: async () => {
      if (counted.size > 0) await takeBack([...counted.values()])
    }
  }
}

/** A run that waited is counted by itself, the others with their deliveries. */
const idsOf = (works: QueuedWork[]) => ({
  deliveries: works.flatMap(work => (work.woken === null ? work.deliveryId : [])),
  woken: works.flatMap(work => work.woken?.id ?? [])
})
