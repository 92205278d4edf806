import { MINUTE, SECOND, toFault } from '@hookwright/model'
import type { Effects } from './effects.ts'

/** Executes a write and retries it until it succeeds. */
export type Write = <Written>(act: () => Promise<Written>) => Promise<Written>

/**
 * Retries a write that fails because of the disk until it succeeds, with delays of 1 s up to 1 min. Used for
 * writes that must not be lost, such as the final status of turning a flow on. Throws any other fault
 * immediately. Throws a disk fault if the server is stopping.
 */
export const retryUntilWritten = async <Written>(
  params: { effects: Pick<Effects, 'after' | 'log'>; stopping: () => boolean },
  write: () => Promise<Written>
): Promise<Written> => {
  for (let delay = SECOND; ; delay = Math.min(2 * delay, MINUTE)) {
    try {
      return await write()
    } catch (thrown) {
      const fault = toFault(thrown)
      if (fault.code !== 'storage.failed' || params.stopping()) throw fault
      params.effects.log('Writing to the disk failed. This is retried automatically.', {
        seconds: delay / SECOND,
        why: fault.message
      })
      await new Promise<void>(resolve => {
        params.effects.after(delay, resolve)
      })
    }
  }
}
