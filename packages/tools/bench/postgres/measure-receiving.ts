import { setTimeout as sleep } from 'node:timers/promises'
import type { Harness } from '../../harness/harness.ts'
import { type Letter, type Load, loadPaced, loadWithWrk } from '../load.ts'
import { loadPlans } from '../loads.ts'
import { watchForeignCores } from '../process-figures.ts'
import { benchFlow } from '../product/bench-flow.ts'
import { prepareOne } from '../product/prepare-product.ts'
import { type BenchServer, withProcesses, withReference } from './on-postgres.ts'

const rounds = 5
const seconds = { warmUp: 1, load: 5 }
const pace = { rate: 200, seconds: 5 }

/** Time limit for the runs of accepted deliveries, in milliseconds. Later runs count as missing. */
const drainWithinMs = 120_000

/** Measurements of one compared system in one round. */
export interface Received extends Load {
  /** Number of 2xx responses per second. The time ends once the runs of all these deliveries have ended. */
  perSecond: number
  drainMs: number
  foreignCores: number
}

/** Measurements of both compared systems, by round. */
export interface Compared<Measured> {
  product: Measured[]
  reference: Measured[]
}

/** Response times of one of the compared systems at a steady rate. */
export interface Acks {
  p50Ms: number
  p95Ms: number
  refused: number
}

export interface Receiving {
  on: Compared<Received>
  paused: Compared<Received>
  acks: Compared<Acks>
  /**
   * Numbers of deliveries: those stored while the flow was on, those that got a response, and those with a
   * successful run.
   */
  rows: { stored: number; answered: number; succeeded: number }
}

/** One of the two systems that are compared: the product or the reference server. */
interface Side {
  url: string
  /** Returns true while accepted deliveries still have unfinished runs. */
  hasRest: () => Promise<boolean>
}

type Sides = Record<keyof Compared<unknown>, Side>

const isWorking = `select exists (select 1 from deliveries where status = 'accepted')
  or exists (select 1 from runs where status in ('queued', 'running')) as rest`

const countRows = `select (select count(*) from deliveries) as stored,
  (select count(*) from runs where delivery is not null and status = 'succeeded') as succeeded`

/**
 * Measures how fast one process of the product receives deliveries, compared with a minimal reference server
 * on the same PostgreSQL.
 */
export async function measureReceiving(harness: Harness, postgres: BenchServer): Promise<Receiving> {
  const [usual] = loadPlans(harness.folder)
  const { letter } = usual
  const database = await postgres.makeDatabase()
  const bare = await postgres.makeDatabase()
  return withReference(harness, bare, reference =>
    withProcesses(harness, database, { count: 1 }, async ({ api }) => {
      const { eventUrl, flowId } = await prepareOne(api, { ...benchFlow, signed: true })
      const nothing = async () => false
      const hasRest = async () => (await database.ask<{ rest: boolean }>(isWorking))[0]?.rest === true
      const sides = { product: { url: eventUrl, hasRest }, reference: { ...reference, hasRest: nothing } }
      const on = await alternate(harness, 'flow on', sides, side => receive(harness, letter, side))
      const acks = await alternate(harness, `${pace.rate} a second`, sides, async side => {
        const paced = await loadPaced({ wrk: harness.wrk, letter, url: side.url, ...pace })
        await drain(side.hasRest)
        return paced
      })
      const [rows] = await database.ask<{ stored: number; succeeded: number }>(countRows)
      const warmUps = sum(on.product.map(({ answeredBefore }) => answeredBefore))
      const answered = warmUps + sum([...on.product, ...acks.product].map(({ answers }) => answers))
      await api.subscriptions.pause.mutate({ flowId, paused: true })
      const kept = { ...sides, product: { url: eventUrl, hasRest: nothing } }
      const paused = await alternate(harness, 'flow paused', kept, side => receive(harness, letter, side))
      return { on, paused, acks, rows: { stored: 0, succeeded: 0, ...rows, answered } }
    })
  )
}

/**
 * Measures both systems alternately. The order changes each round, since the first measurement affects the
 * second.
 */
async function alternate<Measured>(
  { say }: Pick<Harness, 'say'>,
  what: string,
  sides: Sides,
  measure: (side: Side) => Promise<Measured>
): Promise<Compared<Measured>> {
  const measured: Compared<Measured> = { product: [], reference: [] }
  const turns = ['product', 'reference'] as const
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? turns : turns.toReversed()) {
      say(`${what}, round ${round + 1} of ${rounds}: ${name}.`)
      measured[name].push(await measure(sides[name]))
    }
  }
  return measured
}

async function receive({ wrk }: Pick<Harness, 'wrk'>, letter: Letter, { url, hasRest }: Side) {
  const before = await loadWithWrk({ wrk, letter, url, seconds: seconds.warmUp })
  await drain(hasRest)
  const foreignCores = watchForeignCores()
  const load = await loadWithWrk({ wrk, letter, url, seconds: seconds.load })
  const drainMs = await drain(hasRest)
  const perSecond = (load.answers - load.non2xx) / (load.seconds + drainMs / 1_000)
  return { ...load, answeredBefore: before.answers, perSecond, drainMs, foreignCores: foreignCores() }
}

/**
 * Waits until all accepted deliveries have run.
 *
 * @returns the duration in milliseconds
 */
async function drain(hasRest: () => Promise<boolean>): Promise<number> {
  const started = performance.now()
  while ((await hasRest()) && performance.now() - started < drainWithinMs) await sleep(20)
  return performance.now() - started
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
