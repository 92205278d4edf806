import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { findWrk } from '../find-wrk.mjs'
import { passSignalsOn } from '../launcher/signals.mjs'
import { figuresOf } from './figures.mjs'
import { connections } from './load-with-wrk.mjs'
import { measureColdStarts } from './measure-cold-starts.mjs'
import { measureRound } from './measure-round.mjs'
import { openCounts } from './open-counts.mjs'
import { pushPayload } from './payload.mjs'
import { benchFlow } from './product/bench-flow.mjs'
import { prepareProduct } from './product/prepare-product.mjs'
import { becomeAdmin } from './product/sign-in.mjs'
import { startProduct } from './product/start-product.mjs'
import { reportOf } from './report.mjs'
import { startReference } from './start-reference.mjs'
import { withTempFolder } from './temp-folder.mjs'

const rounds = 3
const seconds = { warmUp: 2, load: 6 }

/**
 * Measures the product beside the reference and says how it stands to its goals: tables, then one line of JSON.
 *
 * @param {object} given
 * @param {(text: string) => void} given.say
 * @param {string} [given.profile] a folder for a CPU profile of the product
 * @returns {Promise<number>} the exit code: 0 when every goal was reached
 */
export async function runBench({ say, profile }) {
  const wrk = findWrk()
  if (wrk === undefined || !(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    const body = pushPayload()
    const bodyFile = join(folder, 'push.json')
    writeFileSync(bodyFile, body)
    const dataFolder = join(folder, 'product')
    const load = { wrk, bodyFile, seconds }
    const { eventUrl, ...loaded } = await measureLoaded({
      folders: { product: dataFolder, reference: join(folder, 'reference') },
      load,
      signals,
      say,
      ...(profile === undefined ? {} : { profile })
    })
    say('Cold starts on the same folder.')
    const cold = await measureColdStarts({ folder: dataFolder, eventUrl, body, signals })
    const figures = figuresOf({ ...loaded, ...cold, connections })
    say(reportOf(figures))
    say(JSON.stringify(figures))
    return figures.reached ? 0 : 1
  })
}

/**
 * Runs both side by side, loads them in turn, and leaves the product's data behind.
 *
 * @param {object} given
 * @param {{ product: string, reference: string }} given.folders
 * @param {{ wrk: string, bodyFile: string, seconds: typeof seconds }} given.load
 * @param {ReturnType<typeof passSignalsOn>} given.signals
 * @param {(text: string) => void} given.say
 * @param {string} [given.profile]
 */
async function measureLoaded({ folders, load, signals, say, profile }) {
  const nodeFlags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const product = await startProduct({ folder: folders.product, port: 0, isNew: true, nodeFlags })
  signals.passTo(product.child)
  try {
    const reference = await startReference({ folder: folders.reference, port: 0 })
    signals.passTo(reference.child)
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
      const [eventUrl = ''] = await prepareProduct(api, benchFlow)
      const counts = openCounts(product.database)
      const targets = {
        product: { pid: product.pid, url: eventUrl, hasRest: () => counts.waiting() > 0 },
        reference: { pid: reference.pid, url: reference.url, hasRest: () => false }
      }
      /** @type {Record<keyof typeof targets, import('./measure-round.mjs').Measured[]>} */
      const measured = { product: [], reference: [] }
      const turns = /** @type {const} */ (['product', 'reference'])
      for (let round = 0; round < rounds; round += 1) {
        // Each goes first in turn, so that neither always finds the machine as the other has left it.
        for (const name of round % 2 === 0 ? turns : turns.toReversed()) {
          say(`Round ${round + 1} of ${rounds}: ${name}.`)
          const bystander = targets[name === 'product' ? 'reference' : 'product'].pid
          measured[name].push(await measureRound(targets[name], { ...load, bystanders: [bystander] }))
        }
      }
      const rows = { stored: counts.stored(), waiting: counts.waiting(), succeeded: counts.succeeded() }
      counts.close()
      return { eventUrl, measured, rows }
    } finally {
      await reference.stop()
    }
  } finally {
    await product.stop()
  }
}
