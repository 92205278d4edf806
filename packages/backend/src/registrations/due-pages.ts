import type { Millis } from '@hookwright/model'
import type { ConnectionAtService, SubscriptionAtService } from '@hookwright/store'
import { connectionKey, LIMITS, type ServiceQueue } from './service-queue.ts'

/** Number of rows of due work (such as renewals) to read per query. */
export const PAGE_ROWS = 256

/**
 * Reads due work at services page by page: just enough to fill every free slot of the queue, no matter how
 * much work is due.
 */
export interface DuePages<Work extends SubscriptionAtService> {
  /** Reads the due work that should be in the queue, earliest first. */
  read: (at: Millis) => Promise<Work[]>
  /** Returns true if another page should be read, now that a job of a connection has ended. */
  isUsedUp: (ended: Work, queue: Pick<ServiceQueue<Work>, 'waiting' | 'waitingAt'>) => boolean
}

type ReadDue<Work> = (at: Millis, page: { limit: number; except: ConnectionAtService[] }) => Promise<Work[]>

/**
 * Creates the page reader of due work.
 *
 * @param readDue reads due work, earliest first
 */
export const createDuePages = <Work extends SubscriptionAtService>(
  readDue: ReadDue<Work>
): DuePages<Work> => {
  /** Connections that may have more due work than was read. */
  let crowded = new Set<string>()
  /** True if the page did not contain all due work. Connections outside the page may then have work too. */
  let isCut = false

  return {
    read: async at => {
      const page = new Map<string, Work>()
      const busy = new Map<string, ConnectionAtService>()
      let startable = 0
      let isLast = false
      while (!isLast && startable < LIMITS.total) {
        const rows = await readDue(at, { limit: PAGE_ROWS, except: [...busy.values()] })
        for (const row of rows) page.set(row.id, row)
        isLast = rows.length < PAGE_ROWS
        const counts = new Map<string, number>()
        for (const row of page.values()) {
          const key = connectionKey(row)
          const count = (counts.get(key) ?? 0) + 1
          counts.set(key, count)
          if (count > LIMITS.perConnection && !isLast) busy.set(key, row)
        }
        startable = [...counts.values()].reduce(
          (sum, count) => sum + Math.min(count, LIMITS.perConnection),
          0
        )
      }
      crowded = new Set(busy.keys())
      isCut = !isLast
      return [...page.values()]
    },
    isUsedUp: (ended, queue) =>
      (isCut && queue.waiting() < LIMITS.total) ||
      (crowded.has(connectionKey(ended)) && queue.waitingAt(ended) === 0)
  }
}
