import type { Millis } from '@hookwright/model'

/** Counter of requests by sender. */
export interface Rates {
  /**
   * Counts a request. Returns null if it is allowed, otherwise the seconds until the next request is allowed.
   */
  take: (sender: string) => number | null
}

/** Counts the requests of each sender in periods of a fixed length. */
export const createRates = (params: { clock: () => Millis; period: Millis; most: number }): Rates => {
  const { clock, period, most } = params
  let current = -1
  const counts = new Map<string, number>()
  return {
    take: sender => {
      const now = clock()
      const index = Math.floor(now / period)
      if (index !== current) counts.clear()
      current = index
      const count = (counts.get(sender) ?? 0) + 1
      counts.set(sender, count)
      return count <= most ? null : Math.max(1, Math.ceil(((index + 1) * period - now) / 1_000))
    }
  }
}

/**
 * Creates a rate limiter with a limit for all senders together and a lower limit for each sender. A single
 * sender thus cannot use up the shared limit.
 */
export const createSharedRates = (params: {
  clock: () => Millis
  period: Millis
  most: number
  mostOfSender: number
}): Rates => {
  const { clock, period } = params
  const bySender = createRates({ clock, period, most: params.mostOfSender })
  const ofAll = createRates({ clock, period, most: params.most })
  return { take: sender => bySender.take(sender) ?? ofAll.take('all') }
}
