import { setTimeout as sleep } from 'node:timers/promises'

/** Exit code of a server that ended after a failed disk sync (EX_IOERR). */
export const diskFailed = 74

/** Exit code of a server whose work others took over, because it was silent (EX_TEMPFAIL). */
export const replaced = 75

/** @type {ReadonlyMap<number, string>} */
const reasons = new Map([
  [diskFailed, 'The disk failed'],
  [replaced, 'Other processes took over the work of this one']
])

/** First and longest pause before a restart, in milliseconds; each failure doubles the pause. */
const firstPauseMs = 1_000
const longestPauseMs = 60_000

/** Uptime in milliseconds after which a crash is followed by the first pause again. */
const steadyMs = 10 * 60_000

/**
 * Clock of the launcher.
 *
 * @typedef {object} Clock
 * @property {() => number} now in milliseconds
 * @property {(ms: number, stopping: AbortSignal) => Promise<void>} wait ends early once the signal is aborted
 */

/** @type {Clock} */
export const realClock = {
  now: () => performance.now(),
  wait: (ms, stopping) => sleep(ms, undefined, { signal: stopping }).catch(() => {})
}

/**
 * Runs a server, and restarts it after a pause each time a disk failure or its replacement by others has ended it.
 *
 * @param {object} given
 * @param {() => Promise<number>} given.run starts the server and gives its exit code
 * @param {AbortSignal} given.stopping aborted once the launcher was told to stop
 * @param {(sentence: string) => void} given.say
 * @param {Clock} [given.clock]
 * @returns {Promise<number>} the exit code of the last run; 0 when it was told to stop in a pause
 */
export async function keepRunning({ run, stopping, say, clock = realClock }) {
  for (let failures = 0; ; ) {
    const startedAt = clock.now()
    const code = await run()
    const reason = reasons.get(code)
    if (reason === undefined || stopping.aborted) return code
    failures = clock.now() - startedAt >= steadyMs ? 1 : failures + 1
    const pauseMs = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs)
    say(`${reason}, so Hookwright starts again in ${pauseMs / 1000} s.`)
    await clock.wait(pauseMs, stopping)
    if (stopping.aborted) return 0
  }
}
