import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { loadWithWrk } from '../bench/load-with-wrk.ts'
import { loadPlans } from '../bench/loads.ts'
import { memoryOf } from '../bench/process-figures.ts'
import { benchFlow } from '../bench/product/bench-flow.ts'
import { prepareOne } from '../bench/product/prepare-product.ts'
import { becomeAdmin } from '../bench/product/sign-in.ts'
import { startProduct } from '../bench/product/start-product.ts'
import { withTempFolder } from '../bench/temp-folder.ts'
import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { findWrk } from '../find-wrk.ts'
import { passSignalsOn } from '../launcher/signals.mjs'

/** Limits while the backlog runs: memory in MB, and loading time of the list in milliseconds. */
const bounds = { rssMb: 512, listMs: 300 }

/** Interval of the queries of the list, and the time limit of the test, in milliseconds. */
const everyMs = 100
const drainedWithinMs = 10 * 60_000

/** Duration of each burst of deliveries, in seconds, until enough are stored. */
const stretch = 5

/**
 * Collects deliveries at a paused flow, resumes it, and judges its resource use and the responsiveness of the delivery
 * list.
 *
 * @returns the exit code: 0 when all ran within the bounds
 */
export async function runDrain({
  count,
  say
}: {
  count: number
  say: (text: string) => void
}): Promise<number> {
  const wrk = findWrk()
  if (wrk === undefined || !(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    const [plan] = loadPlans(folder)
    if (plan === undefined) throw new Error('There is no usual load.')
    const product = await startProduct({ folder: join(folder, 'product'), port: 0, isNew: true })
    signals.passTo(product.child)
    const db = new Database(product.database, { readonly: true })
    const counted = (status: string) =>
      Number(db.prepare('select count(*) from deliveries where status = ?').pluck().get(status))
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
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
      return done === stored && most <= bounds.rssMb && slowest <= bounds.listMs ? 0 : 1
    } finally {
      db.close()
      await product.stop()
    }
  })
}
