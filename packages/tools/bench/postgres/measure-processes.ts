import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Harness } from '../../harness/harness.ts'
import { loadPlans } from '../loads.ts'
import { effect } from '../product/documents.ts'
import { prepareProduct } from '../product/prepare-product.ts'
import { openSlowService } from '../runs/with-slow-service.ts'
import { type BenchServer, type Database, withProcesses } from './on-postgres.ts'

/**
 * Settings of a round: simultaneous runs per process, response time of the service in milliseconds, and
 * duration in seconds.
 */
const slots = { each: 20, serviceMs: 1_000, seconds: 10 }

/** Numbers of processes that are compared. */
export const sizes = [1, 2, 4] as const
const rounds = 3

/** Number of flows. One flow may use at most a quarter of a process's slots for runs. */
const flows = 8

/** Time that a round may take beyond its shortest possible duration, in milliseconds. */
const patienceMs = 60_000

/** Number of events that are sent in parallel. */
const senders = 8

/** Result of one round: the runs of all processes together. */
export interface RanTogether {
  sent: number
  succeeded: number
  /** Runs per second, from the start of the first run to the end of the last. */
  perSecond: number
}

/** Measurements by number of processes. */
export type BySize = Record<(typeof sizes)[number], RanTogether[]>

/** Measures the throughput of several processes on one PostgreSQL, with runs that call a slow service. */
export async function measureProcesses(harness: Harness, postgres: BenchServer): Promise<BySize> {
  const service = await openSlowService(slots.serviceMs)
  const env = { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin, HOOKWRIGHT_RUNS_AT_ONCE: String(slots.each) }
  const measured: BySize = { 1: [], 2: [], 4: [] }
  try {
    for (const count of sizes) {
      const database = await postgres.makeDatabase()
      await withProcesses(harness, database, { count, env }, async ({ products, api }) => {
        const made = await prepareProduct(api, {
          picks: { ref: ['ref'] },
          flows: Array.from({ length: flows }, (_, at) => ({
            name: `Call a slow service ${at + 1}`,
            cards: [effect(`${service.origin}/calls`, 'ref')]
          }))
        })
        const origins = products.map(({ url }) => url)
        const paths = made.map(({ eventUrl }) => new URL(eventUrl).pathname)
        for (let round = 1; round <= rounds; round += 1) {
          harness.say(`${count} processes, round ${round} of ${rounds}.`)
          const number = count * slots.each * slots.seconds
          const urlOf = (event: number) =>
            `${origins[event % count]}${paths[Math.floor(event / count) % flows]}`
          measured[count].push(await measureRound(harness, database, { number, urlOf }))
        }
      })
    }
    return measured
  } finally {
    await service.close()
  }
}

async function measureRound(
  { folder }: Pick<Harness, 'folder'>,
  { ask }: Database,
  { number, urlOf }: { number: number; urlOf: (event: number) => string }
): Promise<RanTogether> {
  const [{ letter }] = loadPlans(folder)
  const [last] = await ask<{ id: number }>('select coalesce(max(id), 0) as id from deliveries')
  const behind = `join deliveries d on d.id = r.delivery where d.id > ${last?.id ?? 0}`
  const body = readFileSync(letter.bodyFile)
  let next = 0
  let sent = 0
  const send = async (): Promise<void> => {
    while (next < number) {
      const url = urlOf(next)
      next += 1
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body
      })
      if (answer.ok) sent += 1
      await answer.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: senders }, send))
  const until = performance.now() + slots.seconds * 1_000 + patienceMs
  const count = async () =>
    (await ask<{ ended: number }>(`select count(r.finished_at) as ended from runs r ${behind}`))[0]?.ended ??
    0
  while ((await count()) < sent && performance.now() < until) await sleep(100)
  const [ran] = await ask<{ succeeded: number; took: number }>(
    `select count(*) filter (where r.status = 'succeeded') as succeeded,
       max(r.finished_at) - min(r.started_at) as took from runs r ${behind}`
  )
  const succeeded = ran?.succeeded ?? 0
  return { sent, succeeded, perSecond: (succeeded * 1_000) / (ran?.took ?? Number.POSITIVE_INFINITY) }
}
