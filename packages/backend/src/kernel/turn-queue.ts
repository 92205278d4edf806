import type { Effects } from './effects.ts'

/** Queue of long computations. Each turn of the event loop executes one part of one computation. */
export interface TurnQueue {
  /**
   * Resolves in a separate turn of the event loop. Parts of started work (`begun`) run before new work, so
   * work in progress ends before later requests.
   */
  turn: (part: 'new' | 'begun') => Promise<void>
}

/**
 * Creates a queue that spreads computations over turns of the event loop. Events are read between two parts.
 * Callers do not block the queue while they wait for a service or the disk.
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
