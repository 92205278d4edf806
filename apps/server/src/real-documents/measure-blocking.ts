import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

/** Polling interval, in milliseconds. */
const INTERVAL = 5

/**
 * Returns the time for which the main thread of this process has computed, in milliseconds. Other processes and threads that
 * keep it from computing do not count. Without Linux it is the time of day.
 */
const busyTime = (): number => {
  try {
    const [nanoseconds = ''] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')
    return Number(nanoseconds) / 1e6
  } catch {
    return performance.now()
  }
}

/** Begins to measure. The returned function ends it and returns the longest time in one turn of the event loop, in milliseconds. */
export const measureBlocking = (): (() => number) => {
  let before = busyTime()
  let longest = 0
  const look = (): void => {
    const now = busyTime()
    longest = Math.max(longest, now - before)
    before = now
  }
  const timer = setInterval(look, INTERVAL)
  return () => {
    clearInterval(timer)
    look()
    return longest
  }
}
