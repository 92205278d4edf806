import type { Millis } from '@hookwright/model'
import type { Effects } from './effects.ts'

/** Tracks work in progress and work that waits for a retry. Used for an orderly shutdown. */
export interface WorkInProgress {
  /** Returns true once no new work may start. */
  isStopping: () => boolean
  /** Makes `ended` wait for a promise. */
  follow: (run: Promise<unknown>) => Promise<void>
  /**
   * Schedules a callback after a delay that grows with the number of failures. Does nothing during shutdown.
   */
  rest: (act: () => void, failures?: number) => void
  /** Waits for the same delay as `rest`. Resolves immediately when shutdown begins. */
  pause: (failures: number) => Promise<void>
  /** Stops starting work and cancels pending retries. */
  stop: () => void
  /** Resolves when the work in progress has ended. */
  ended: () => Promise<void>
}

/** First retry delay after a store failure, in milliseconds. Doubled after each failure, up to a maximum. */
const REST: Millis = 1_000
const MAX_RETRY_DELAY: Millis = 60_000

export const createWorkInProgress = (effects: Pick<Effects, 'after'>): WorkInProgress => {
  let running = 0
  /** Callbacks to run when no work is in progress. */
  let waiting: (() => void)[] = []
  /** Functions that cancel pending retries. */
  const rests = new Set<() => void>()
  /** Functions that end pending pauses. */
  const pauses = new Set<() => void>()
  let stopping = false

  const ended = (): void => {
    running--
    if (running > 0) return
    for (const notify of waiting) notify()
    waiting = []
  }

  return {
    isStopping: () => stopping,
    follow: run => {
      running++
      return run.then(ended, thrown => {
        ended()
        throw thrown
      })
    },
    rest: (act, failures = 0) => {
      if (stopping) return
      const cancel = effects.after(Math.min(MAX_RETRY_DELAY, REST * 2 ** failures), () => {
        rests.delete(cancel)
        act()
      })
      rests.add(cancel)
    },
    pause: failures =>
      new Promise(resolve => {
        const end = (): void => {
          cancel()
          pauses.delete(end)
          resolve()
        }
        const cancel = effects.after(Math.min(MAX_RETRY_DELAY, REST * 2 ** failures), end)
        if (stopping) end()
        else pauses.add(end)
      }),
    stop: () => {
      stopping = true
      for (const end of pauses) end()
      for (const cancel of rests) cancel()
    },
    ended: () =>
      running === 0
        ? Promise.resolve()
        : new Promise(resolve => {
            waiting.push(resolve)
          })
  }
}
