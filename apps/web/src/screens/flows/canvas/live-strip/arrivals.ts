import type { Id, Millis } from '@hookwright/model'

/** Length of the counted period in seconds. */
const SECONDS = 60

/** Counter of deliveries per second in the last minute. Each delivery counts once. */
export interface Arrivals {
  note: (rows: readonly { id: Id; receivedAt: Millis }[]) => void
  /** Returns the counts of the last minute, one per second, oldest first. */
  bars: (now: Millis) => number[]
}

/** Creates the delivery counter of a flow. Deliveries older than a minute are dropped. */
export const createArrivals = (): Arrivals => {
  const bySecond = new Map<number, Set<Id>>()
  return {
    note: rows => {
      for (const { id, receivedAt } of rows) {
        const second = Math.floor(receivedAt / 1_000)
        const ids = bySecond.get(second)
        if (ids === undefined) bySecond.set(second, new Set([id]))
        else ids.add(id)
      }
    },
    bars: now => {
      const last = Math.floor(now / 1_000)
      for (const second of bySecond.keys()) if (second <= last - SECONDS) bySecond.delete(second)
      return Array.from({ length: SECONDS }, (_, at) => bySecond.get(last - SECONDS + 1 + at)?.size ?? 0)
    }
  }
}
