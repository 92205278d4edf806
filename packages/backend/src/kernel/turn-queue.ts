import type { Effects } from './effects.ts'

/** Queue for the event loop: in each of its turns one part of the work that waits goes on. */
export interface TurnQueue {
  /**
   * Resolves in a turn of its own. Parts of work that has begun go before those of new work, so that what is in progress ends
   * instead of waiting for everything that was asked for behind it.
   */
  turn: (part: 'new' | 'begun') => Promise<void>
}

/**
 * Creates a queue that spreads computing over the turns of the event loop, so that events are read between two parts. It
 * holds no place while its callers wait for a service or for the disk.
 */
export const createTurnQueue = ({ whenIdle }: Pick<Effects, 'whenIdle'>): TurnQueue => {
  const waiting: Record<'new' | 'begun', (() => void)[]> = { new: [], begun: [] }
  let armed = false

  const arm = (): void => {
    if (armed) return
    armed = true
    whenIdle(pump)
  }

  const pump = (): void => {
    armed = false
    const next = waiting.begun.shift() ?? waiting.new.shift()
    if (waiting.begun.length + waiting.new.length > 0) arm()
    next?.()
  }

  return {
    turn: part =>
      new Promise(resolve => {
        waiting[part].push(resolve)
        arm()
      })
  }
}
