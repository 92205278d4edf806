import { join } from 'node:path'
import { type BenchHarness, defineBench } from './define-bench.ts'
import { figuresOf } from './figures.ts'
import { connections } from './load.ts'
import { loadPlans } from './loads.ts'
import { measureAcks } from './measure-acks.ts'
import { measureColdStarts } from './measure-cold-starts.ts'
import { measureLoads } from './measure-loads.ts'
import { openCounts } from './open-counts.ts'
import { benchFlow } from './product/bench-flow.ts'
import { prepareOne } from './product/prepare-product.ts'
import { becomeAdmin } from './product/sign-in.ts'
import { startProduct } from './product/start-product.ts'
import { reportOf } from './report.ts'
import { startReference } from './start-reference.ts'

/** Measures how the product receives deliveries, against the reference. */
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

/** Runs all targets together, loads them alternately, and leaves their data. */
async function measureLoaded(
  { folder, wrk, signals, say, profile }: BenchHarness,
  folders: { product: string; run: string; keep: string }
) {
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
    const loads = await measureLoads({ plans, targets, wrk, pause, waiting: counts.waiting, say })
    const [usual] = plans
    const acks = await measureAcks({
      wrk,
      letter: usual.letter,
      targets: { product: eventUrl, reference: run.url },
      lags: counts.lags,
      say
    })
    const rows = { stored: counts.stored(), waiting: counts.waiting(), succeeded: counts.succeeded() }
    counts.close()
    return { eventUrl, loads, acks, rows }
  } finally {
    for (const reference of references) await reference.stop()
    await product.stop()
  }
}
