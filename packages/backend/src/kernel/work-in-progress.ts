import type { Millis } from '@hookwright/model'
import type { Effects } from './effects.ts'

/** Tracks work in progress and work that waits for a retry, for an orderly stop. */
export interface WorkInProgress {
  /** Returns true once no new work may begin. */
  isStopping: () => boolean
  /** Makes `ended` wait for this promise, too. */
  follow: (run: Promise<unknown>) => Promise<void>
  /**
   * Calls back after a delay that grows with the number of failures. Does nothing once it is
   * stopping.
   */
  rest: (act: () => void, failures?: number) => void
  /** Resolves after the same delay, or once it is stopping. */
  pause: (failures: number) => Promise<void>
  /** Starts nothing new and cancels pending retries. */
  stop: () => void
  /** Resolves when the work in progress has ended. */
  ended: () => Promise<void>
}

/** First retry delay after a failure of the store: doubled each time, up to a maximum. */
const REST: Millis = 1_000
const MAX_RETRY_DELAY: Millis = 60_000

export const createWorkInProgress = (effects: Pick<Effects, 'after'>): WorkInProgress => {
  let running = 0
  /** Callbacks for when nothing is in progress. */
  let waiting: (() => void)[] = []
  /** Functions that cancel the delays. */
  const rests = new Set<() => void>()
  /** Functions that end the pauses. */
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
