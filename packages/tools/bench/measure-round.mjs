import { setTimeout as sleep } from 'node:timers/promises'
import { loadWithWrk } from './load-with-wrk.mjs'
import { cpuSecondsOf, memoryOf } from './process-figures.mjs'
import { foreignSeconds, waitForQuiet } from './wait-for-quiet.mjs'

/**
 * A server that receives deliveries.
 *
 * @typedef {object} Target
 * @property {number} pid
 * @property {string} url
 * @property {() => boolean} hasRest whether deliveries wait that were answered already
 */

/**
 * Measurements of one target in one round.
 *
 * @typedef {import('./post-with-wrk.mjs').Load & {
 *   answersBefore: number, failuresBefore: number,
 *   perSecond: number, drainMs: number, cpuPerThousand: number, peakMb: number, foreignCores: number
 * }} Measured
 */

/** Time limit for the runs of answered deliveries, in milliseconds; later ones count as missing. */
const drainWithinMs = 60_000

/**
 * Loads one target after a warm-up and waits until all its work is done, so that the next one has the machine.
 *
 * @param {Target} target
 * @param {object} given
 * @param {string} given.wrk
 * @param {import('./post-with-wrk.mjs').Letter} given.letter
 * @param {{ warmUp: number, load: number }} given.seconds
 * @param {number[]} given.bystanders processes of the bench, whose work is no disturbance
 * @returns {Promise<Measured>} `perSecond` counts 2xx alone; `cpuPerThousand` is in seconds, runs included
 */
export async function measureRound(target, { wrk, letter, seconds, bystanders }) {
  const warmUp = await loadWithWrk({ wrk, letter, url: target.url, seconds: seconds.warmUp })
  await drain(target.hasRest)
  const watched = [target.pid, ...bystanders]
  await waitForQuiet(watched)
  const foreignBefore = foreignSeconds(watched)
  const cpuBefore = cpuSecondsOf(target.pid)
  const started = performance.now()
  const load = await loadWithWrk({ wrk, letter, url: target.url, seconds: seconds.load })
  const took = (performance.now() - started) / 1000
  const foreignCores = Math.max(0, foreignSeconds(watched) - foreignBefore) / took
  const drainMs = await drain(target.hasRest)
  const cpu = cpuSecondsOf(target.pid) - cpuBefore
  return {
    ...load,
    answersBefore: warmUp.answers,
    failuresBefore: warmUp.non2xx + warmUp.broken,
    perSecond: (load.answers - load.non2xx) / load.seconds,
    drainMs,
    cpuPerThousand: (cpu * 1000) / Math.max(1, load.answers),
    peakMb: memoryOf(target.pid).peakMb,
    foreignCores
  }
}

/**
 * Waits until all accepted deliveries have run.
 *
 * @param {() => boolean} hasRest
 * @returns {Promise<number>} milliseconds
 */
export async function drain(hasRest) {
  const started = performance.now()
  while (hasRest() && performance.now() - started < drainWithinMs) await sleep(20)
  return performance.now() - started
}
