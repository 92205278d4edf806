import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Harness } from '../../harness/harness.ts'
import { type Letter, type Load, loadPaced, loadWithWrk, type Sending } from '../load.ts'
import type { LoadPlan } from '../loads.ts'
import { cpuSecondsOf, memoryOf } from '../process-figures.ts'
import { foreignSeconds, waitForQuiet } from '../wait-for-quiet.ts'

const rounds = 3
const seconds = { warmUp: 2, load: 6 }

interface Place {
  pid: number
  url: string
}

/** Measurements of one load, by round. */
export interface MeasuredLoad {
  plan: LoadPlan
  product: Measured[]
  reference: Measured[]
}

/**
 * Runs each load test alternately against the product and a reference server.
 *
 * @param pause pauses or resumes the product's flow
 * @param waiting returns the number of deliveries that wait for their run
 */
export async function measureLoads(
  { wrk, say }: Harness,
  plans: LoadPlan[],
  targets: Record<'product' | 'run' | 'keep', Place>,
  pause: (paused: boolean) => Promise<unknown>,
  waiting: () => number
): Promise<MeasuredLoad[]> {
  const pids = Object.values(targets).map(({ pid }) => pid)
  const loads = []
  for (const plan of plans) {
    const sides = {
      product: { ...targets.product, hasRest: () => !plan.paused && waiting() > 0 },
      reference: { ...targets[plan.against], hasRest: () => false }
    }
    const measured: Record<keyof typeof sides, Measured[]> = { product: [], reference: [] }
    if (plan.paused) await pause(true)
    const turns = ['product', 'reference'] as const
    for (let round = 0; round < rounds; round += 1) {
      // Each goes first in turn, so that neither always finds the machine as the other has left it.
      for (const name of round % 2 === 0 ? turns : turns.toReversed()) {
        say(`${plan.what}, round ${round + 1} of ${rounds}: ${name}.`)
        const side = sides[name]
        const bystanders = pids.filter(pid => pid !== side.pid)
        measured[name].push(await measureRound(side, { wrk, letter: plan.letter }, bystanders))
      }
    }
    if (plan.paused) {
      await pause(false)
      await drain(() => waiting() > 0)
    }
    loads.push({ plan, ...measured })
  }
  return loads
}

/** Server under test, which receives deliveries. */
export interface Target {
  pid: number
  url: string
  /** Returns true while accepted deliveries wait for their run. */
  hasRest: () => boolean
}

/** Measurements of one server in one round. */
export type Measured = Load & {
  answersBefore: number
  failuresBefore: number
  perSecond: number
  drainMs: number
  cpuPerThousand: number
  peakMb: number
  foreignCores: number
}

/** Time limit for the runs of accepted deliveries, in milliseconds. Later runs count as missing. */
const drainWithinMs = 60_000

/**
 * Runs a load test against one server after a warm-up. Waits until all its work is done, so that it does not
 * disturb the next server.
 *
 * @param bystanders processes of the bench, which do not count as a disturbance
 * @returns the measurements. `perSecond` counts only 2xx responses; `cpuPerThousand` is in seconds and
 * includes the runs.
 */
export async function measureRound(
  target: Target,
  sending: Pick<Sending, 'wrk' | 'letter'>,
  bystanders: number[]
): Promise<Measured> {
  const warmUp = await loadWithWrk({ ...sending, url: target.url, seconds: seconds.warmUp })
  await drain(target.hasRest)
  const watched = [target.pid, ...bystanders]
  await waitForQuiet(watched)
  const foreignBefore = foreignSeconds(watched)
  const cpuBefore = cpuSecondsOf(target.pid)
  const started = performance.now()
  const load = await loadWithWrk({ ...sending, url: target.url, seconds: seconds.load })
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
 * @returns the duration in milliseconds
 */
async function drain(hasRest: () => boolean): Promise<number> {
  const started = performance.now()
  while (hasRest() && performance.now() - started < drainWithinMs) await sleep(20)
  return performance.now() - started
}

/** Steady load that is too low for deliveries to queue: requests per second, and duration in seconds. */
const pace = { rate: 200, seconds: 5 }
const pacedRounds = 5

/** Time to wait after the last request until all runs are stored, in milliseconds. */
const settleMs = 500

interface Acks {
  p50Ms: number
  p99Ms: number
}

/**
 * Measures response times of deliveries at a steady rate, alternately for the product and the reference.
 *
 * @param urls Event URLs
 * @param lags returns the times from arrival to the end of the run, for the newest deliveries
 */
export async function measureAcks(
  { wrk, say }: Harness,
  letter: Letter,
  urls: { product: string; reference: string },
  lags: (newest: number) => number[]
): Promise<{
  rounds: { product: Acks; reference: Acks; lags: number[] }[]
  refused: number
  answers: number
}> {
  const measured = []
  let refused = 0
  let answers = 0
  for (let round = 1; round <= pacedRounds; round += 1) {
    say(`${pace.rate} a second, round ${round} of ${pacedRounds}.`)
    const reference = await loadPaced({ wrk, letter, url: urls.reference, ...pace })
    const product = await loadPaced({ wrk, letter, url: urls.product, ...pace })
    await sleep(settleMs)
    refused += product.refused
    answers += product.answers
    measured.push({ product, reference, lags: lags(product.answers - product.refused) })
  }
  return { rounds: measured, refused, answers }
}

/** Opens the product's database for counting rows while the product writes to it. */
export function openCounts(database: string) {
  const db = new Database(database, { readonly: true })
  const count = (sql: string) => {
    const statement = db.prepare(sql).pluck()
    return () => Number(statement.get())
  }
  return {
    stored: count('select count(*) from deliveries'),
    waiting: count("select count(*) from deliveries where status = 'accepted'"),
    succeeded: count("select count(*) from runs where delivery is not null and status = 'succeeded'"),
    /**
     * Returns the times from arrival to the end of the first run, in milliseconds, for the newest deliveries.
     */
    lags: (newest: number) =>
      db
        .prepare(
          `select runs.finished_at - deliveries.received_at from deliveries join runs on runs.delivery = deliveries.id
             where runs.record_index is null order by deliveries.id desc limit ?`
        )
        .pluck()
        .all(newest) as number[],
    close: () => db.close()
  }
}
