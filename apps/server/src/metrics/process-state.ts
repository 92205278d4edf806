import { hostname } from 'node:os'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { MeasuredProcess } from '@hookwright/backend'
import { MINUTE, type Millis } from '@hookwright/model'

/** Interval between samples, in milliseconds. Shorter delays are not measured. */
const RESOLUTION = 10

const NANOS = 1_000_000

const start = (): IntervalHistogram => {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION })
  delays.enable()
  return delays
}

/** Converts a sampled delay to milliseconds, and subtracts the interval of the samples. */
const lateBy = (nanos: number): Millis => Math.max(0, Math.round(nanos / NANOS) - RESOLUTION)

/**
 * Starts to measure this process and returns a function that reads the state: memory, and the delay of the
 * event loop in the last one to two minutes.
 */
export const createProcessState = (
  clock: () => Millis
): (() => Pick<MeasuredProcess, 'host' | 'node' | 'memory' | 'eventLoopDelay'>) => {
  let current = { delays: start(), since: clock() }
  let before: IntervalHistogram | null = null

  /** Starts a new histogram every minute, and drops a histogram older than two minutes. */
  const turn = (): void => {
    const now = clock()
    if (Math.abs(now - current.since) < MINUTE) return
    current.delays.disable()
    before = now - current.since < 2 * MINUTE ? current.delays : null
    current = { delays: start(), since: now }
  }

  return () => {
    turn()
    const measured = [before, current.delays].filter(delays => delays !== null && delays.count > 0)
    const most = (read: (delays: IntervalHistogram) => number): Millis =>
      lateBy(Math.max(0, ...measured.map(delays => (delays === null ? 0 : read(delays)))))
    const { rss, heapUsed } = process.memoryUsage()
    return {
      host: hostname(),
      node: process.version,
      memory: { resident: rss, heap: heapUsed },
      eventLoopDelay: { p99: most(delays => delays.percentile(99)), max: most(({ max }) => max) }
    }
  }
}
