import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { loadPaced } from '../bench/load.ts'
import { memoryOf } from '../bench/process-figures.ts'
import { condition } from '../bench/product/documents.ts'
import { withSlowService } from '../bench/runs/with-slow-service.ts'
import type { Harness } from '../harness/harness.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'
import { isFlat, type Sample } from './is-flat.ts'

/** Deliveries per second. The next constant is the response time of the service, in milliseconds. */
const rate = 100
const answersAfterMs = 20

/** Sampling interval of the server, and time limit for the last runs, in milliseconds. */
const everyMs = 2_000
const endedWithinMs = 60_000

/**
 * Sends deliveries at a steady rate to a flow with a condition and a call. Checks that all of them ran, and
 * that the server uses no more memory and handles at the end than early on.
 *
 * @returns the exit code: 0 when all ran and nothing grew
 */
export async function run(harness: Harness, { minutes }: Numbers<'minutes'>): Promise<number> {
  const { wrk, say } = harness
  const cards = [condition('ref', 'refs/heads/')]
  return withSlowService(harness, { answersAfterMs, cards }, async ({ product, url, letter }) => {
    say(`${rate} deliveries a second for ${minutes} minutes.`)
    const watch = watchProcess(product.pid)
    const sent = await loadPaced({ wrk, url, letter, rate, seconds: minutes * 60 })
    const { early, late, breaches } = isFlat(watch.end())
    const { stored, succeeded } = await untilAllRan(product.database)
    if (sent.refused > 0) breaches.push(`${sent.refused} deliveries were refused.`)
    if (stored < sent.answers - sent.refused || succeeded < stored)
      breaches.push(`Of ${sent.answers} deliveries ${stored} were kept and ${succeeded} ran.`)
    for (const breach of breaches) say(breach)
    say(
      `deliveries ${stored} ran ${succeeded} memory ${early.rssMb.toFixed(0)} to ${late.rssMb.toFixed(0)} MB ` +
        `handles ${early.handles} to ${late.handles} answers p99 ${sent.p99Ms.toFixed(1)} ms`
    )
    return breaches.length === 0 ? 0 : 1
  })
}

function watchProcess(pid: number): { end: () => Sample[] } {
  const samples: Sample[] = []
  const look = () =>
    samples.push({ rssMb: memoryOf(pid).nowMb, handles: readdirSync(`/proc/${pid}/fd`).length })
  const timer = setInterval(look, everyMs)
  return {
    end: () => {
      clearInterval(timer)
      return samples
    }
  }
}

async function untilAllRan(database: string): Promise<{ stored: number; succeeded: number }> {
  const db = new Database(database, { readonly: true })
  try {
    const count = (sql: string) => Number(db.prepare(sql).pluck().get())
    const until = performance.now() + endedWithinMs
    for (;;) {
      const stored = count('select count(*) from deliveries')
      const succeeded = count("select count(*) from runs where delivery is not null and status = 'succeeded'")
      if (succeeded >= stored || performance.now() > until) return { stored, succeeded }
      await sleep(200)
    }
  } finally {
    db.close()
  }
}
