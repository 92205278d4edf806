import { setTimeout as sleep } from 'node:timers/promises'
import { type Letter, type Load, loadWithWrk } from './load.ts'
import { cpuSecondsOf, memoryOf } from './process-figures.ts'
import { foreignSeconds, waitForQuiet } from './wait-for-quiet.ts'

/** A server that receives deliveries. */
interface Target {
  pid: number
  url: string
  /** Returns true while deliveries wait that were answered already. */
  hasRest: () => boolean
}

/** Measurements of one target in one round. */
export type Measured = Load & {
  answersBefore: number
  failuresBefore: number
  perSecond: number
  drainMs: number
  cpuPerThousand: number
  peakMb: number
  foreignCores: number
}

/** Time limit for the runs of answered deliveries, in milliseconds; later ones count as missing. */
const drainWithinMs = 60_000

interface Given {
  wrk: string
  letter: Letter
  seconds: { warmUp: number; load: number }
  bystanders: number[]
}

/**
 * Loads one target after a warm-up and waits until all its work is done, so that the next one has the machine.
 *
 * @param given.bystanders processes of the bench, whose work is no disturbance
 * @returns `perSecond` counts 2xx alone; `cpuPerThousand` is in seconds, runs included
 */
export async function measureRound(
  target: Target,
  { wrk, letter, seconds, bystanders }: Given
): Promise<Measured> {
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
 * @returns milliseconds
 */
export async function drain(hasRest: () => boolean): Promise<number> {
  const started = performance.now()
  while (hasRest() && performance.now() - started < drainWithinMs) await sleep(20)
  return performance.now() - started
}
