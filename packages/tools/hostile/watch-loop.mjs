import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into the server before its own code: measures its event loop as somebody would see it who asks 100 times a second.
 * Each question that a busy loop kept waiting counts, so a block of a second counts a hundred times. SIGUSR2 writes what was
 * measured to the file LOOP_FIGURES and begins anew.
 */
const everyMs = 10
const { LOOP_FIGURES: file } = process.env

if (isMainThread && file !== undefined) {
  /** @type {number[]} */
  let waits = []
  let turn = 0
  let next = performance.now() + everyMs

  const tick = () => {
    const now = performance.now()
    for (; next <= now; next += everyMs) waits.push(now - next)
    setTimeout(tick, next - now).unref()
  }
  setTimeout(tick, everyMs).unref()

  process.on('SIGUSR2', () => {
    turn += 1
    const sorted = waits.toSorted((one, other) => one - other)
    const p99Ms = sorted[Math.floor(sorted.length * 0.99)] ?? 0
    writeFileSync(file, JSON.stringify({ turn, p99Ms, mostMs: sorted.at(-1) ?? 0 }))
    waits = []
  })
}
