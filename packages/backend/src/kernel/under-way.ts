import type { Millis } from '@hookwright/model'
import type { Effects } from './effects.ts'

/** Work that runs and work that waits for a retry, so that both can be stopped in order. */
export interface UnderWay {
  /** True once nothing more is begun. */
  isStopping: () => boolean
  /** Makes `ended` wait for this, too. */
  follow: (run: Promise<unknown>) => Promise<void>
  /** Acts after a rest, which is the longer the more often this has failed before; not once it is stopping. */
  rest: (act: () => void, failures?: number) => void
  /** Resolves after the same rest, or once it is stopping. */
  pause: (failures: number) => Promise<void>
  /** Starts nothing new and cancels pending retries. */
  stop: () => void
  /** Resolves when what runs has ended. */
  ended: () => Promise<void>
}

/** First retry delay after a failure of the store: doubled each time, up to a maximum. */
const REST: Millis = 1_000
const MOST_REST: Millis = 60_000

export const createUnderWay = (outside: Pick<Effects, 'after'>): UnderWay => {
  let running = 0
  /** Callbacks that wait until nothing runs. */
  let waiting: (() => void)[] = []
  /** Ends the rests. */
  const rests = new Set<() => void>()
  /** Ends the pauses. */
  const pauses = new Set<() => void>()
  let stopping = false

  const ended = (): void => {
    running--
    if (running > 0) return
    for (const tell of waiting) tell()
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
      const cancel = outside.after(Math.min(MOST_REST, REST * 2 ** failures), () => {
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
        const cancel = outside.after(Math.min(MOST_REST, REST * 2 ** failures), end)
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
