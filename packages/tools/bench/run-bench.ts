import { join } from 'node:path'
import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { findWrk } from '../find-wrk.ts'
import { passSignalsOn } from '../launcher/signals.mjs'
import { figuresOf } from './figures.ts'
import { connections } from './load-with-wrk.ts'
import { loadPlans } from './loads.ts'
import { measureAcks } from './measure-acks.ts'
import { measureColdStarts } from './measure-cold-starts.ts'
import { measureLoads } from './measure-loads.ts'
import { openCounts } from './open-counts.ts'
import { pushPayload } from './payload.ts'
import { benchFlow } from './product/bench-flow.ts'
import { prepareOne } from './product/prepare-product.ts'
import { becomeAdmin } from './product/sign-in.ts'
import { signatureOf } from './product/signed.ts'
import { startProduct } from './product/start-product.ts'
import { reportOf } from './report.ts'
import { startReference } from './start-reference.ts'
import { withTempFolder } from './temp-folder.ts'

/**
 * Measures the product against the reference. Prints tables with the targets, then one line of JSON.
 *
 * @param given.profile a folder for a CPU profile of the product
 * @returns the exit code: 0 when every goal was reached
 */
export async function runBench({
  say,
  profile
}: {
  say: (text: string) => void
  profile?: string
}): Promise<number> {
  const wrk = findWrk()
  if (wrk === undefined || !(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    const folders = { product: join(folder, 'product'), run: join(folder, 'run'), keep: join(folder, 'keep') }
    const given = { folders, folder, wrk, signals, say }
    const { eventUrl, ...loaded } = await measureLoaded(profile === undefined ? given : { ...given, profile })
    say('Cold starts on the same folders.')
    const push = pushPayload()
    const cold = await measureColdStarts({
      folders,
      eventUrl,
      body: push,
      signature: signatureOf(push),
      signals
    })
    const figures = figuresOf({ ...loaded, ...cold, connections })
    say(reportOf(figures))
    say(JSON.stringify(figures))
    return figures.reached ? 0 : 1
  })
}

/**
 * Runs all targets together, loads them alternately, and leaves their data.
 *
 * @param given.folder for the bodies
 */
async function measureLoaded({
  folders,
  folder,
  wrk,
  signals,
  say,
  profile
}: {
  folders: { product: string; run: string; keep: string }
  folder: string
  wrk: string
  signals: ReturnType<typeof passSignalsOn>
  say: (text: string) => void
  profile?: string
}) {
  const nodeFlags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const product = await startProduct({ folder: folders.product, port: 0, isNew: true, nodeFlags })
  signals.passTo(product.child)
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
    if (usual === undefined) throw new Error('There is no usual load.')
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
