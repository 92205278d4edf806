import type { Effects } from './effects.ts'

/** Queue of long computations. Each turn of the event loop executes one part of one of them. */
export interface TurnQueue {
  /**
   * Resolves in a turn of its own. Parts of started work precede new work, so that work in progress
   * ends before later requests.
   */
  turn: (part: 'new' | 'begun') => Promise<void>
}

/**
 * Creates a queue that spreads computations over turns of the event loop, so that events are read
 * between two parts. Callers that wait for a service or the disk do not occupy it.
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
