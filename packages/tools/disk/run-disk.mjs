import { existsSync, rmSync, writeFileSync } from 'node:fs'
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
import { breachesIn, checkHistory } from '../history/check-history.mjs'
import { integrityOf, keptAndRun, openWork, subscriptionsHeld } from '../history/read-file.mjs'
import { buildShim } from './build-shim.mjs'

/** What has to happen within this, whatever else the machine does, in milliseconds. */
const withinMs = 30_000

/**
 * Makes the disk fail under load, then lets it go on: first one write or sync after the other, each followed by a kill;
 * then the disk is full for a while, again and again. Nothing acknowledged may be lost, and it has to go on each time.
 *
 * @param {object} given
 * @param {number} given.errors the writes and syncs 1 to so many fail, each once
 * @param {number} given.full how often the disk is full
 * @param {(text: string) => void} given.say
 * @returns {Promise<number>} the exit code
 */
export async function runDisk({ errors, full, say }) {
  if (!(await buildApps({ root, say }))) return 1
  return withTempFolder(async folder => {
    const fault = join(folder, 'fault')
    const env = { LD_PRELOAD: await buildShim(folder), SHIM_FAULT: fault }
    const data = { folder: join(folder, 'data'), env }
    /** @type {number[]} */
    const killedAt = []
    /** @type {string[]} */
    const integrity = []
    /** @type {string[]} */
    const wrong = []
    let product = await startProduct({ ...data, port: 0, isNew: true })
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
      const { eventUrl: url } = await prepareOne(api, {
        picks: { id: ['id'] },
        flows: [{ name: 'Look', cards: [condition('id', 'crash-1')] }]
      })
      const { database } = product
      const port = Number(new URL(url).port)
      const load = startLoad({ kinds: [{ url }], life: () => killedAt.length })
      /** @param {(sent: import('../history/history.mjs').Sent) => boolean} is */
      const seesNew = is => {
        const from = load.sent.length
        return until(() => load.sent.slice(from).some(is))
      }

      for (let number = 1; number <= errors; number += 1) {
        writeFileSync(fault, `eio ${number}`)
        if (!(await until(() => !existsSync(fault)))) wrong.push(`Write or sync ${number} never came.`)
        rmSync(fault, { force: true })
        const goesOn = product.child.exitCode !== null || (await seesNew(({ acked }) => acked))
        if (!goesOn) wrong.push(`After write or sync ${number} failed, nothing was taken any more.`)
        product.child.kill('SIGKILL')
        await product.ended
        killedAt.push(Date.now())
        product = await startProduct({ ...data, port, isNew: false })
        integrity.push(integrityOf(database))
        if (number % 10 === 0) say(`${number} of ${errors} writes and syncs have failed.`)
      }

      for (let time = 1; time <= full; time += 1) {
        writeFileSync(fault, 'full')
        if (!(await seesNew(({ status }) => status === 503)))
          wrong.push(`Full for time ${time}, nothing was refused with 503.`)
        const refused = await fetch(url, { method: 'POST', body: '{}' })
        if (refused.status !== 503 || refused.headers.get('retry-after') === null) {
          wrong.push(
            `Full, it answered ${refused.status}, Retry-After ${refused.headers.get('retry-after')}.`
          )
        }
        const page = await fetch(product.url)
        if (page.status !== 200) wrong.push(`Full, the page was answered with ${page.status}.`)
        rmSync(fault)
        if (!(await seesNew(({ acked }) => acked)))
          wrong.push(`Free again for time ${time}, nothing was taken.`)
        integrity.push(integrityOf(database))
      }

      await load.stop()
      await until(() => openWork(database) === 0)
      await product.stop()
      integrity.push(integrityOf(database))
      const { sent } = load
      const verdict = checkHistory({
        sent,
        ...keptAndRun(database, killedAt),
        effects: [],
        recorded: [],
        subscriptions: subscriptionsHeld(database),
        there: [],
        integrity
      })
      const { acked, lost, doubled, filtered } = verdict
      const breaches = [...wrong, ...breachesIn(verdict)]
      for (const sentence of breaches.slice(0, 20)) say(sentence)
      const refused = sent.filter(({ status }) => status === 503).length
      const odd = breaches.length - lost.length - doubled.length + filtered
      say(`acked ${acked} refused ${refused} lost ${lost.length} doubled ${doubled.length} odd ${odd}`)
      return acked > 0 && breaches.length + filtered === 0 ? 0 : 1
    } finally {
      product.child.kill('SIGKILL')
      await product.ended
    }
  })
}

/**
 * @param {() => boolean} is
 * @returns {Promise<boolean>} false when it did not come to be in time
 */
async function until(is) {
  const end = performance.now() + withinMs
  while (!is()) {
    if (performance.now() > end) return false
    await sleep(10)
  }
  return true
}
