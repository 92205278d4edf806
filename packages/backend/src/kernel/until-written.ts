import { MINUTE, SECOND, toFault } from '@hookwright/model'
import type { Effects } from './effects.ts'

/** Executes a write, retrying until it succeeds. */
export type Write = <Written>(act: () => Promise<Written>) => Promise<Written>

/**
 * Retries a write while the disk refuses it. Without the retry, a lost end would leave a
 * subscription between two statuses, and an uncounted start would delay a delivery until the next
 * startup. Any other fault is thrown, and so is the last one once the server stops.
 */
export const untilWritten = async <Written>(
  given: { outside: Effects; stopping: () => boolean },
  write: () => Promise<Written>
): Promise<Written> => {
  for (let delay = SECOND; ; delay = Math.min(2 * delay, MINUTE)) {
    try {
      return await write()
    } catch (thrown) {
      const fault = toFault(thrown)
      if (fault.code !== 'storage.failed' || given.stopping()) throw fault
      given.outside.log('Writing to the disk failed. This is retried automatically.', {
        seconds: delay / SECOND,
        why: fault.message
      })
      await new Promise<void>(resolve => {
        given.outside.after(delay, resolve)
      })
    }
  }
}
