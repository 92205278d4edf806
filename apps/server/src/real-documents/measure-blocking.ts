import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

/** Polling interval, in milliseconds. */
const INTERVAL = 5

/**
 * Returns the CPU time of this process's main thread, in milliseconds. Time for which other processes and
 * threads block it is not included. Systems other than Linux return the elapsed time instead.
 */
const busyTime = (): number => {
  try {
    const [nanoseconds = ''] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')
    return Number(nanoseconds) / 1e6
  } catch {
    return performance.now()
  }
}

/**
 * Starts a measurement. The returned function ends it and returns the longest turn of the event loop, in
 * milliseconds.
 */
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
