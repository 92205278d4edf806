import type { Store } from '@hookwright/store'

/** Creates `Store.alone` as several processes with one database have it: one act at a time, whatever its key. */
export const betweenProcesses = (): Store['alone'] => {
  let last: Promise<unknown> = Promise.resolve()
  return (_, act) => {
    const ended = last.then(() => act(true))
    last = ended.catch(() => {})
    return ended
  }
}
