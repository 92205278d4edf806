import type { Effects } from '@hookwright/backend'

/** Time from the start of the server until executors are loaded, and between two of them, in milliseconds. */
const FIRST_AFTER = 1_000
const NEXT_AFTER = 5

/**
 * Loads the executors of cards one by one, so that the first flow that is turned on after a start does not wait for files.
 * One that cannot be loaded is reported by the flow that needs it. Returns a function that stops loading.
 */
export const loadExecutors = (
  specs: Iterable<{ execute: (() => Promise<unknown>) | null }>,
  after: Effects['after']
): (() => void) => {
  const loaders = [...specs].flatMap(({ execute }) => (execute === null ? [] : [execute]))
  let isStopped = false
  let cancel = (): void => {}

  const loadNext = async (): Promise<void> => {
    const load = loaders.shift()
    if (load === undefined) return
    await load().catch(() => {})
    if (!isStopped) schedule(NEXT_AFTER)
  }
  const schedule = (delay: number): void => {
    cancel = after(delay, () => void loadNext())
  }
  schedule(FIRST_AFTER)

  return () => {
    isStopped = true
    cancel()
  }
}
