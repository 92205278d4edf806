import type { Millis } from '@hookwright/model'
import { type Machine, thisMachine } from './machine.ts'

/** Time limit of a whole request. */
export interface TimeLimit {
  /** Signal that aborts at the time limit or when the outer signal aborts. */
  signal: AbortSignal
  /** Promise that rejects when the signal aborts, since connecting does not stop by itself. */
  ended: Promise<never>
  lift: () => void
}

/**
 * Creates a signal that aborts after a number of milliseconds or with the outer signal. `lift` ends the
 * limit.
 */
export const limitTime = (
  timeout: Millis,
  outer: AbortSignal,
  after: Machine['after'] = thisMachine.after
): TimeLimit => {
  const controller = new AbortController()
  const { signal } = controller
  const end = (): void => controller.abort()
  const stop = after(timeout, end)
  outer.addEventListener('abort', end, { once: true })
  return {
    signal,
    ended: new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    }),
    lift: () => {
      stop()
      outer.removeEventListener('abort', end)
    }
  }
}
