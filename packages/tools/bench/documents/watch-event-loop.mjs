import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** Interval of samples of the event loop, in milliseconds. */
const lookMs = 5

/**
 * Loaded before a server with `--import`: on SIGUSR2 it prints for how long its event loop was blocked since
 * the last one, as a line of JSON with `eventLoop`. `delayMs` is the longest time between two samples by the
 * clock, `busyMs` the longest time for which the main thread computed in between, which other processes do
 * not add to.
 */
if (isMainThread) watchEventLoop()

function watchEventLoop() {
  const delay = monitorEventLoopDelay({ resolution: lookMs })
  let before = busyNow()
  let busyMs = 0
  const look = () => {
    const now = busyNow()
    busyMs = Math.max(busyMs, now - before)
    before = now
  }
  setInterval(look, lookMs).unref()
  delay.enable()
  process.on('SIGUSR2', () => {
    look()
    const delayMs = Math.max(0, delay.max / 1e6 - lookMs)
    console.log(JSON.stringify({ eventLoop: { delayMs, busyMs } }))
    delay.reset()
    busyMs = 0
    before = busyNow()
  })
}

/** @returns {number} CPU time of the main thread in milliseconds; the time of day without Linux */
function busyNow() {
  try {
    const [nanoseconds = ''] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')
    return Number(nanoseconds) / 1e6
  } catch {
    return performance.now()
  }
}
