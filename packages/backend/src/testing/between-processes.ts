import type { Store } from '@hookwright/store'

/**
 * Creates a `Store.alone` that behaves as if several processes used the database. It runs one call at a time,
 * whatever its key.
 */
export const betweenProcesses = (): Store['alone'] => {
  let last: Promise<unknown> = Promise.resolve()
  return (_, act) => {
    const ended = last.then(() => act(true))
    last = ended.catch(() => {})
    return ended
  }
}
