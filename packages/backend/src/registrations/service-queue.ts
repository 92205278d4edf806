import type { ConnectionAtService, SubscriptionAtService } from '@hookwright/store'

/** Limits of concurrent calls: per connection, and in total. */
export const LIMITS = { perConnection: 8, total: 64 }

/** Queue of work at services, most urgent first. Limits the concurrent work per connection. */
export interface ServiceQueue<Work extends SubscriptionAtService> {
  /** Replaces all waiting work with this list, most urgent first. Skips work that is in progress. */
  offer: (list: Work[]) => void
  /** Drops all waiting work. */
  clear: () => void
  /** Returns the number of waiting jobs. */
  waiting: () => number
  /** Returns the number of waiting jobs of one connection. */
  waitingAt: (connection: ConnectionAtService) => number
}

interface Waiting<Work> {
  work: Work
  rank: number
}

export const connectionKey = ({ connectorId, connectionId }: ConnectionAtService): string =>
  `${connectorId}/${connectionId ?? ''}`

/**
 * Creates the queue.
 *
 * @param params.perform runs a job; never rejects
 * @param params.ended called when the job may be offered again
 */
export const createServiceQueue = <Work extends SubscriptionAtService>(params: {
  perform: (work: Work) => Promise<void>
  ended: (work: Work) => void
  limits?: typeof LIMITS
}): ServiceQueue<Work> => {
  const limits = params.limits ?? LIMITS
  /** Waiting jobs by connection, most urgent last. */
  let waiting = new Map<string, Waiting<Work>[]>()
  const running = new Map<string, number>()
  const ids = new Set<string>()

  const next = (): Work | undefined => {
    let best: Waiting<Work>[] | undefined
    let rank = Number.POSITIVE_INFINITY
    for (const [service, line] of waiting) {
      const head = line.at(-1)
      if (head === undefined) waiting.delete(service)
      else if (head.rank < rank && (running.get(service) ?? 0) < limits.perConnection) {
        best = line
        rank = head.rank
      }
    }
    return best?.pop()?.work
  }

  const begin = (work: Work): void => {
    const service = connectionKey(work)
    running.set(service, (running.get(service) ?? 0) + 1)
    ids.add(work.id)
    void params.perform(work).finally(() => {
      const left = (running.get(service) ?? 1) - 1
      if (left === 0) running.delete(service)
      else running.set(service, left)
      ids.delete(work.id)
      params.ended(work)
      pump()
    })
  }

  const pump = (): void => {
    while (ids.size < limits.total) {
      const work = next()
      if (work === undefined) return
      begin(work)
    }
  }

  return {
    offer: list => {
      waiting = new Map()
      for (const [rank, work] of [...list.entries()].toReversed()) {
        if (ids.has(work.id)) continue
        const service = connectionKey(work)
        const line = waiting.get(service)
        if (line === undefined) waiting.set(service, [{ work, rank }])
        else line.push({ work, rank })
      }
      pump()
    },
    clear: () => {
      waiting = new Map()
    },
    waiting: () => [...waiting.values()].reduce((sum, line) => sum + line.length, 0),
    waitingAt: connection => waiting.get(connectionKey(connection))?.length ?? 0
  }
}
