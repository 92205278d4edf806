import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { condition } from '../bench/product/documents.mjs'
import { prepareOne } from '../bench/product/prepare-product.mjs'
import { becomeAdmin } from '../bench/product/sign-in.mjs'
import { startProduct } from '../bench/product/start-product.mjs'
import { withTempFolder } from '../bench/temp-folder.mjs'
import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { startLoad } from '../crash/start-load.mjs'
import { buildShim } from './build-shim.mjs'
import { checkSynced } from './check-synced.mjs'

/** How many answers a minute there are at the least, whatever else the machine does. */
const withinMs = 120_000

/**
 * Watches the server answer under load, and then once more with a disk that is not synced, which has to be noticed.
 *
 * @param {object} given
 * @param {number} given.acks
 * @param {(text: string) => void} given.say
 * @returns {Promise<number>} the exit code: 0 when each answer came behind its sync, and the control was caught
 */
export async function runFsync({ acks, say }) {
  if (!(await buildApps({ root, say }))) return 1
  return withTempFolder(async folder => {
    const shim = await buildShim(folder)
    const seen = await watch({ folder: join(folder, 'full'), shim, acks, env: {} })
    for (const sentence of seen.early.slice(0, 20)) say(sentence)
    say(`acks ${seen.acked} before their fsync ${seen.early.length}`)
    const control = await watch({ folder: join(folder, 'lazy'), shim, acks: 50, env: { SHIM_LAZY: '1' } })
    say(
      `Control without syncs, as with synchronous=NORMAL: ${control.early.length} of ${control.acked} were caught.`
    )
    const isCaught = control.acked >= 50 && control.early.length === control.acked
    return seen.acked >= acks && seen.early.length === 0 && isCaught ? 0 : 1
  })
}

/**
 * @param {object} given
 * @param {string} given.folder
 * @param {string} given.shim
 * @param {number} given.acks
 * @param {Record<string, string>} given.env
 */
async function watch({ folder, shim, acks, env }) {
  const log = `${folder}.log`
  const product = await startProduct({
    folder,
    port: 0,
    isNew: true,
    env: { LD_PRELOAD: shim, SHIM_LOG: log, ...env }
  })
  try {
    const { api } = await becomeAdmin(product.firstAdminLink)
    const { eventUrl: url } = await prepareOne(api, {
      picks: { id: ['id'] },
      flows: [{ name: 'Look', cards: [condition('id', 'crash-1')] }]
    })
    const load = startLoad({ kinds: [{ url }], life: () => 0 })
    const until = performance.now() + withinMs
    while (load.sent.filter(({ acked }) => acked).length < acks && performance.now() < until) await sleep(20)
    await load.stop()
  } finally {
    await product.stop()
  }
  return checkSynced(readFileSync(log, 'utf8').split('\n'))
}
