import { join } from 'node:path'
import { measureColdStarts } from '../cold-starts.ts'
import { type BenchHarness, defineBench } from '../define-bench.ts'
import { connections } from '../load.ts'
import { loadPlans } from '../loads.ts'
import { benchFlow } from '../product/bench-flow.ts'
import { prepareOne } from '../product/prepare-product.ts'
import { becomeAdmin } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import { startReference } from '../start-reference.ts'
import { measureAcks, measureLoads, openCounts } from './measure-loads.ts'
import { figuresOf, reportOf } from './receiving-figures.ts'

/** Measures how the product receives deliveries, compared with minimal reference servers. */
export const bench = defineBench({
  measure: async harness => {
    const { folder, signals, say } = harness
    const folders = { product: join(folder, 'product'), run: join(folder, 'run'), keep: join(folder, 'keep') }
    const { eventUrl, ...loaded } = await measureLoaded(harness, folders)
    say('Cold starts on the same folders.')
    const cold = await measureColdStarts(signals, folders, eventUrl)
    return figuresOf({ ...loaded, ...cold, connections })
  },
  report: reportOf
})

/**
 * Starts the product and the reference servers together and puts them under load alternately. Keeps their
 * data, for the cold starts.
 */
async function measureLoaded(harness: BenchHarness, folders: { product: string; run: string; keep: string }) {
  const { folder, signals, profile } = harness
  const nodeFlags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const product = await startProduct({ folder: folders.product, port: 0, isNew: true, nodeFlags, signals })
  const references: Awaited<ReturnType<typeof startReference>>[] = []
  try {
    for (const work of ['run', 'keep'] as const) {
      const reference = await startReference({ folder: folders[work], port: 0, work })
      signals.passTo(reference.child)
      references.push(reference)
    }
    const [run, keep] = references
    if (run === undefined || keep === undefined) throw new Error('The references did not start.')
    const { api } = await becomeAdmin(product.firstAdminLink)
    const { eventUrl, flowId } = await prepareOne(api, { ...benchFlow, signed: true })
    const counts = openCounts(product.database)
    const pause = (paused: boolean) => api.subscriptions.pause.mutate({ flowId, paused })
    const plans = loadPlans(folder)
    const targets = { product: { pid: product.pid, url: eventUrl }, run, keep }
    const loads = await measureLoads(harness, plans, targets, pause, counts.waiting)
    const [usual] = plans
    const urls = { product: eventUrl, reference: run.url }
    const acks = await measureAcks(harness, usual.letter, urls, counts.lags)
    const rows = { stored: counts.stored(), waiting: counts.waiting(), succeeded: counts.succeeded() }
    counts.close()
    return { eventUrl, loads, acks, rows }
  } finally {
    for (const reference of references) await reference.stop()
    await product.stop()
  }
}
