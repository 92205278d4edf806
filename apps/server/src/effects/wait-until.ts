import { DAY, type Millis } from '@hookwright/model'

/** Longest single timer. A timer holds at most 2^31 - 1 milliseconds, 24.8 days; longer waits use several. */
const LONGEST = 24 * DAY

/** Resolves at a moment of the system clock; rejects with the signal's reason when it is aborted. */
export const waitUntil = async (until: Millis, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted()
  for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
    await pause(Math.min(left, LONGEST), signal)
  }
}

const pause = (time: Millis, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, time)
    signal.addEventListener('abort', stop, { once: true })
  })
