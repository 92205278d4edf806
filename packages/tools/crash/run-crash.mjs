import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { condition, effect } from '../bench/product/documents.mjs'
import { prepareProduct } from '../bench/product/prepare-product.mjs'
import { becomeAdmin } from '../bench/product/sign-in.mjs'
import { startProduct } from '../bench/product/start-product.mjs'
import { withTempFolder } from '../bench/temp-folder.mjs'
import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { chanceOf } from './chance.mjs'
import { checkHistory } from './check-history.mjs'
import { openService } from './open-service.mjs'
import { integrityOf, keptAndRun, openWork, recordedEffects } from './read-file.mjs'
import { reportOf } from './report.mjs'
import { startLoad } from './start-load.mjs'

/** How long the server is left alive between two kills, in milliseconds: from just after its start on. */
const lives = { shortest: 20, longest: 1500 }

/** How long what was accepted may take to be done once nothing kills the server any more. */
const settleWithinMs = 120_000

/**
 * Kills the server again and again under load, lets it come to rest, and judges what became of every delivery.
 *
 * @param {object} given
 * @param {number} given.kills
 * @param {number} given.seed of the moments of the kills
 * @param {(text: string) => void} given.say
 * @returns {Promise<number>} the exit code: 0 when nothing was lost, doubled or odd
 */
export async function runCrash({ kills, seed, say }) {
  if (!(await buildApps({ root, say }))) return 1
  say(`Killing the server ${kills} times under load; seed ${seed}.`)
  return withTempFolder(async folder => {
    /** @type {number[]} */
    const killedAt = []
    const life = () => killedAt.length
    const chance = chanceOf(seed)
    const service = await openService({ life, chance })
    const data = { folder: join(folder, 'data'), env: { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin } }
    let product = await startProduct({ ...data, port: 0, isNew: true })
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
      const made = await prepareProduct(api, {
        picks: { id: ['id'] },
        flows: [
          { name: 'Look', cards: [condition('id', 'crash-1')] },
          { name: 'Tell', cards: [effect(`${service.origin}/told`, 'id')] }
        ]
      })
      const [plain = '', withEffect = ''] = made.map(({ eventUrl }) => eventUrl)
      const { database } = product
      const port = Number(new URL(plain).port)
      const load = startLoad({ eventUrls: { plain, effect: withEffect }, life })
      /** @type {string[]} */
      const integrity = []
      /** @type {number[]} */
      const startsMs = []
      const recorded = createRecord()
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(lives.shortest + chance() * (lives.longest - lives.shortest))
        if (product.child.exitCode !== null) throw new Error('The server ended by itself; it says why above.')
        product.child.kill('SIGKILL')
        await product.ended
        // What the dead server had sent may still be on its way, and belongs to its life.
        await service.calm()
        recorded.add(recordedEffects(database, kill))
        killedAt.push(Date.now())
        const started = performance.now()
        product = await startProduct({ ...data, port, isNew: false })
        startsMs.push(performance.now() - started)
        integrity.push(integrityOf(database))
        if ((kill + 1) % 10 === 0 || kill + 1 === kills) say(`Killed ${kill + 1} of ${kills} times.`)
      }
      await load.stop()
      const restMs = await comeToRest(database)
      const code = await product.stop()
      integrity.push(integrityOf(database))
      const history = {
        sent: load.sent,
        ...keptAndRun(database, killedAt),
        effects: service.effects,
        recorded: recorded.all,
        integrity
      }
      const verdict = checkHistory(history)
      if (code !== 0) verdict.odd.push(`Asked to end, the server ended with code ${code}.`)
      say(reportOf({ history, verdict, startsMs, restMs }))
      const { acked, lost, doubled, odd } = verdict
      return acked > 0 && lost.length + doubled.length + odd.length === 0 ? 0 : 1
    } finally {
      product.child.kill('SIGKILL')
      await product.ended
      await service.close()
    }
  })
}

/** Keeps what was recorded at each kill, each effect and run once, with the first kill that saw it ended. */
function createRecord() {
  /** @type {import('./history.mjs').Recorded[]} */
  const all = []
  /** @type {Set<string>} */
  const names = new Set()
  return {
    all,
    /** @param {import('./history.mjs').Recorded[]} recorded */
    add: recorded => {
      for (const each of recorded) {
        const name = each.key ?? each.run
        if (names.has(name)) continue
        names.add(name)
        all.push(each)
      }
    }
  }
}

/**
 * @param {string} database
 * @returns {Promise<number>} how long it took, in milliseconds; what is open after the longest wait counts as lost
 */
async function comeToRest(database) {
  const started = performance.now()
  while (openWork(database) > 0 && performance.now() - started < settleWithinMs) await sleep(50)
  return performance.now() - started
}
