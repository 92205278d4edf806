import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/**
 * Measures the server's event loop from inside, as a client that sends 100 requests per second would see it. Each
 * question that a busy loop kept waiting counts, so a block of a second counts a hundred times. SIGUSR2 writes what was
 * measured to the file LOOP_FIGURES and begins again.
 *  Each wait is measured twice: by the clock, and without the share of it in which the main thread was ready to run
 * while other threads and processes had the processors (`own`). On a busy machine only the second one says what the
 * server does.
 */
const everyMs = 10
const { LOOP_FIGURES: file } = process.env

/** Reads how long the main thread was ready to run without a processor, in milliseconds; 0 if unavailable. */
function openQueueTime() {
  try {
    const schedstat = openSync(`/proc/${process.pid}/task/${process.pid}/schedstat`, 'r')
    process.on('exit', () => closeSync(schedstat))
    const line = Buffer.alloc(128)
    return () => {
      const length = readSync(schedstat, line, 0, line.length, 0)
      return Number(line.toString('latin1', 0, length).split(' ')[1]) / 1e6
    }
  } catch {
    return () => 0
  }
}

/** @param {number[]} waits */
function figuresOf(waits) {
  const sorted = waits.toSorted((one, other) => one - other)
  return { p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0, mostMs: sorted.at(-1) ?? 0 }
}

if (isMainThread && file !== undefined) {
  const queueTime = openQueueTime()
  /** @type {{ all: number[], own: number[] }} */
  let waits = { all: [], own: [] }
  let turn = 0
  let next = performance.now() + everyMs
  let before = { at: performance.now(), queued: queueTime() }

  const tick = () => {
    const now = { at: performance.now(), queued: queueTime() }
    const ownShare = Math.max(0, 1 - (now.queued - before.queued) / (now.at - before.at))
    for (; next <= now.at; next += everyMs) {
      waits.all.push(now.at - next)
      waits.own.push((now.at - next) * ownShare)
    }
    before = now
    setTimeout(tick, next - now.at).unref()
  }
  setTimeout(tick, everyMs).unref()

  process.on('SIGUSR2', () => {
    turn += 1
    writeFileSync(file, JSON.stringify({ turn, ...figuresOf(waits.all), own: figuresOf(waits.own) }))
    waits = { all: [], own: [] }
  })
}
