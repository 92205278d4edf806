import { MINUTE, SECOND, toFault } from '@hookwright/model'
import type { Effects } from './effects.ts'

/** Writes something that has to be written. */
export type Write = <Written>(act: () => Promise<Written>) => Promise<Written>

/**
 * Writes what has to be written, again and again while the disk refuses: an end that is not written would leave a
 * subscription between two statuses, and a start that is not counted a delivery until the next start. Any other fault is thrown, and so is the refusal once the server stops.
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
