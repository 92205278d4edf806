import { DAY, type Millis } from '@hookwright/model'
import { type Machine, thisMachine } from './machine.ts'

/**
 * Maximum duration of a single timer. Node limits timers to 2^31 - 1 milliseconds (24.8 days), so longer
 * waits use several timers.
 */
const LONGEST = 24 * DAY

/** Resolves when the clock reaches a time. Rejects with the signal's reason when it aborts. */
export const waitUntil = async (
  until: Millis,
  signal: AbortSignal,
  { clock, after }: Pick<Machine, 'clock' | 'after'> = thisMachine
): Promise<void> => {
  signal.throwIfAborted()
  for (let left = until - clock(); left > 0; left = until - clock()) {
    await pause(Math.min(left, LONGEST), signal, after)
  }
}

const pause = (time: Millis, signal: AbortSignal, after: Machine['after']): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel()
      reject(signal.reason)
    }
    const cancel = after(time, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    signal.addEventListener('abort', stop, { once: true })
  })
