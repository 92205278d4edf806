import { MINUTE, type Millis } from '@hookwright/model'
import type { Machine } from './machine.ts'

/** Maximum number of connections to one origin. */
export const MOST_CONNECTIONS = 32

/** Maximum wait of a request for a connection. A longer wait means that the service is too slow for its load. */
export const LONGEST_QUEUED: Millis = 2 * MINUTE

/** Slots for requests to an origin, one per connection. Requests without a slot wait in a queue. */
export interface ConnectionSlots {
  /**
   * Takes a slot. Returns null if one is free. Otherwise returns a promise: true with a slot, false if none
   * became free in time. It rejects with the signal's reason.
   */
  take: (origin: string, signal: AbortSignal) => Promise<boolean> | null
  /** Releases a slot, or passes it to the request that has waited longest. */
  release: (origin: string) => void
}

export const createConnectionSlots = (after: Machine['after']): ConnectionSlots => {
  const used = new Map<string, { taken: number; queue: Set<() => void> }>()

  return {
    take: (origin, signal) => {
      const slots = used.get(origin) ?? { taken: 0, queue: new Set<() => void>() }
      used.set(origin, slots)
      if (slots.taken < MOST_CONNECTIONS) {
        slots.taken += 1
        return null
      }
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          slots.queue.delete(enter)
          stop()
          signal.removeEventListener('abort', abort)
        }
        const enter = (): void => {
          leave()
          resolve(true)
        }
        const abort = (): void => {
          leave()
          reject(signal.reason)
        }
        const stop = after(LONGEST_QUEUED, () => {
          leave()
          resolve(false)
        })
        slots.queue.add(enter)
        signal.addEventListener('abort', abort, { once: true })
      })
    },
    release: origin => {
      const slots = used.get(origin)
      if (slots === undefined) return
      const [next] = slots.queue
      if (next !== undefined) {
        next()
        return
      }
      slots.taken -= 1
      if (slots.taken === 0) used.delete(origin)
    }
  }
}
