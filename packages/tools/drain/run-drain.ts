import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { loadWithWrk } from '../bench/load.ts'
import { loadPlans } from '../bench/loads.ts'
import { memoryOf } from '../bench/process-figures.ts'
import { benchFlow } from '../bench/product/bench-flow.ts'
import { prepareOne } from '../bench/product/prepare-product.ts'
import { withProduct } from '../bench/product/with-product.ts'
import type { Harness } from '../harness/harness.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'

/** Limits while the backlog runs: memory in MB, and response time of the delivery list in milliseconds. */
const bounds = { rssMb: 512, listMs: 300 }

/** Interval of the list queries, and time limit of the test, in milliseconds. */
const everyMs = 100
const drainedWithinMs = 10 * 60_000

/**
 * Duration of one burst of deliveries, in seconds. Bursts are repeated until enough deliveries are stored.
 */
const stretch = 5

/**
 * Stores deliveries for a paused flow, then resumes it. Checks its resource use and the response time of the
 * delivery list.
 *
 * @returns the exit code: 0 when all deliveries ran within the limits
 */
export async function run(harness: Harness, { count }: Numbers<'count'>): Promise<number> {
  const { folder, wrk, say } = harness
  const [plan] = loadPlans(folder)
  return withProduct(harness, async ({ product, api }) => {
    const db = new Database(product.database, { readonly: true })
    const counted = (status: string) =>
      Number(db.prepare('select count(*) from deliveries where status = ?').pluck().get(status))
    try {
      const { flowId, eventUrl } = await prepareOne(api, benchFlow)
      await api.subscriptions.pause.mutate({ flowId, paused: true })
      say(`Storing at least ${count} deliveries while their flow is paused.`)
      while (counted('accepted') < count)
        await loadWithWrk({ wrk, url: eventUrl, letter: plan.letter, seconds: stretch })
      const stored = counted('accepted')
      await api.subscriptions.pause.mutate({ flowId, paused: false })
      const began = performance.now()
      let slowest = 0
      let most = 0
      while (counted('done') < stored && performance.now() - began < drainedWithinMs) {
        const asked = performance.now()
        await api.deliveries.list.query({ limit: 50 })
        slowest = Math.max(slowest, performance.now() - asked)
        most = Math.max(most, memoryOf(product.pid).nowMb)
        await sleep(everyMs)
      }
      const seconds = (performance.now() - began) / 1_000
      const done = counted('done')
      say(
        `stored ${stored} ran ${done} in ${seconds.toFixed(1)} s memory at most ${most.toFixed(0)} MB (bound ${bounds.rssMb}) ` +
          `list at most ${slowest.toFixed(0)} ms (bound ${bounds.listMs})`
      )
      return done >= stored && most <= bounds.rssMb && slowest <= bounds.listMs ? 0 : 1
    } finally {
      db.close()
    }
  })
}
