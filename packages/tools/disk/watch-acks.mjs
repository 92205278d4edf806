import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareOne } from '../bench/product/prepare-product.mjs'
import { becomeAdmin } from '../bench/product/sign-in.mjs'
import { startProduct } from '../bench/product/start-product.mjs'
import { withTempFolder } from '../bench/temp-folder.mjs'
import { lookingFlow } from '../crash/looking-flow.mjs'
import { startLoad } from '../crash/start-load.mjs'
import { integrityOf, keptAndRun, openWork, subscriptionsHeld } from '../history/read-file.mjs'
import { buildShim } from './build-shim.mjs'
import { checkSynced } from './check-synced.mjs'

/** Timeout for the answers, generous for a slow machine, in milliseconds. */
const withinMs = 120_000

/**
 * Observes a server under load, from its reads and syncs to its answers.
 *
 * @param {object} given
 * @param {number} given.acks at least so many
 * @param {Record<string, string>} [given.env] variables of the shim
 * @param {string[]} [given.nodeFlags] of the server
 * @returns {Promise<{ acked: number, early: string[], history: import('../history/history.mjs').History }>} early: a
 * sentence for each answer that came before it was safe
 */
export function watchAcks({ acks, env = {}, nodeFlags = [] }) {
  return withTempFolder(async folder => {
    const log = join(folder, 'log')
    const shim = { LD_PRELOAD: await buildShim(folder), SHIM_LOG: log, ...env }
    const data = join(folder, 'data')
    const product = await startProduct({ folder: data, port: 0, isNew: true, env: shim, nodeFlags })
    const { database } = product
    /** @type {import('../history/history.mjs').Sent[]} */
    let sent = []
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
      const { eventUrl: url } = await prepareOne(api, lookingFlow)
      const load = startLoad({ kinds: [{ url }], life: () => 0 })
      sent = load.sent
      const until = performance.now() + withinMs
      while (sent.filter(({ acked }) => acked).length < acks && performance.now() < until) await sleep(20)
      await load.stop()
      while (openWork(database) > 0 && performance.now() < until) await sleep(20)
    } finally {
      await product.stop()
    }
    const history = {
      sent,
      ...keptAndRun(database, []),
      effects: [],
      recorded: [],
      subscriptions: subscriptionsHeld(database),
      there: [],
      integrity: [integrityOf(database)]
    }
    return { ...checkSynced(readFileSync(log, 'utf8').split('\n')), history }
  })
}
