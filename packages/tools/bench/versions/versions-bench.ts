import { join } from 'node:path'
import { buildApps } from '../../commands/build.mjs'
import { installWhenNeeded } from '../../commands/install.mjs'
import { root } from '../../commands/root.mjs'
import { type BenchHarness, defineBench } from '../define-bench.ts'
import { makeFreshClone } from '../fresh-clone.ts'
import { loadPlans } from '../loads.ts'
import { benchFlow } from '../product/bench-flow.ts'
import { prepareOne } from '../product/prepare-product.ts'
import { becomeAdmin } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import { type Measured, measureRound, openCounts, type Target } from '../receiving/measure-loads.ts'
import { figuresOf, reportOf } from './versions-figures.ts'

/** Number of rounds. Each loads both versions. */
const rounds = 10

/** Measures how this version receives deliveries with a flow on, compared with an earlier commit, by default the last one. */
export const bench = defineBench({
  measure: async harness => {
    const { folder, before = 'HEAD^', say } = harness
    const clone = join(folder, 'before')
    say(`Building ${before}.`)
    await makeFreshClone(clone, before)
    const isBuilt = (await installWhenNeeded({ root: clone, say })) && (await buildApps({ root: clone, say }))
    if (!isBuilt) throw new Error(`${before} could not be built.`)
    return figuresOf({ before, ...(await measureBoth(harness, clone)) })
  },
  report: reportOf
})

/** Starts both versions and puts them under the same load alternately. The first round is not measured. */
async function measureBoth(harness: BenchHarness, clone: string) {
  const { folder, wrk, say } = harness
  const [{ letter }] = loadPlans(folder)
  const sides: Side[] = []
  try {
    const before = await startSide(harness, clone, 'data-before')
    sides.push(before)
    const now = await startSide(harness, root, 'data-now')
    sides.push(now)
    const pids = sides.map(({ target }) => target.pid)
    for (let round = 0; round <= rounds; round += 1) {
      say(round === 0 ? 'Warming up.' : `Round ${round} of ${rounds}.`)
      // Each goes first in turn, so that neither always finds the machine as the other has left it.
      for (const { target, measured } of round % 2 === 0 ? sides : sides.toReversed()) {
        const bystanders = pids.filter(pid => pid !== target.pid)
        const figures = await measureRound(target, { wrk, letter }, bystanders)
        if (round > 0) measured.push(figures)
      }
    }
    return { beforeRounds: before.measured, nowRounds: now.measured }
  } finally {
    for (const { close } of sides) await close()
  }
}

/** One of the two versions, with its measurements. */
interface Side {
  target: Target
  measured: Measured[]
  close: () => Promise<unknown>
}

/**
 * Starts a built version with a flow that is on.
 *
 * @param root folder of the version
 * @param data name of its data folder
 */
async function startSide({ folder, signals }: BenchHarness, root: string, data: string): Promise<Side> {
  const product = await startProduct({ folder: join(folder, data), port: 0, isNew: true, signals, root })
  try {
    const { api } = await becomeAdmin(product.firstAdminLink)
    const { eventUrl } = await prepareOne(api, { ...benchFlow, signed: true })
    const counts = openCounts(product.database)
    const close = () => {
      counts.close()
      return product.stop()
    }
    const target = { pid: product.pid, url: eventUrl, hasRest: () => counts.waiting() > 0 }
    return { target, measured: [], close }
  } catch (fault) {
    await product.stop()
    throw fault
  }
}
