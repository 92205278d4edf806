import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { becomeAdmin } from '../bench/product/sign-in.mjs'
import { startProduct } from '../bench/product/start-product.mjs'
import { withTempFolder } from '../bench/temp-folder.mjs'
import {
  hashOf,
  integrityOf,
  keptAndRun,
  openWork,
  recordedEffects,
  subscriptionsHeld
} from '../history/read-file.mjs'
import { chanceOf } from './chance.mjs'
import { openService } from './open-service.mjs'
import { prepareCrash } from './prepare-crash.mjs'
import { startLoad } from './start-load.mjs'

/** Time between two kills of the server, in milliseconds, from just after its start. */
const lives = { shortest: 20, longest: 1500 }

/** Maximum time without progress after the last kill. A slow machine alone does not fail the test. */
const stillForMs = 120_000

/**
 * Result of killing a server.
 *
 * @typedef {object} Crashed
 * @property {import('../history/history.mjs').History} history
 * @property {number[]} startsMs how long each start took
 * @property {number} restMs how long it took to come to rest
 * @property {number} code with which the server ended when it was asked to
 */

/**
 * A bug injected into a server, to test that it is found.
 *
 * @typedef {object} Plant
 * @property {string[]} [nodeFlags] of every server but the one that all is prepared on
 * @property {(database: string) => void} [alter] changes the file before the first kill, while nobody has it open
 * @property {boolean} [second] whether a second server is started on the same folder in each life
 * @property {number} [longestMs] the longest that an effect takes
 */

/** @type {Plant} */
const noBug = {}

/**
 * Kills the server repeatedly under load, waits until it is idle, and returns the history.
 *
 * @param {object} given
 * @param {number} given.kills
 * @param {number} given.seed of the moments of the kills
 * @param {(text: string) => void} given.say
 * @param {Plant} [given.plant]
 * @returns {Promise<Crashed>}
 */
export function crashHistory({ kills, seed, say, plant = noBug }) {
  return withTempFolder(async folder => {
    /** @type {number[]} */
    const killedAt = []
    const life = () => killedAt.length
    const chance = chanceOf(seed)
    const { nodeFlags = [], alter = () => {}, longestMs = 25 } = plant
    const service = await openService({ life, chance, longestMs })
    const env = { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }
    const data = { folder: join(folder, 'data'), env, nodeFlags }
    // What is prepared here is prepared without a bug.
    let product = await startProduct({ ...data, nodeFlags: [], port: 0, isNew: true })
    /** @type {import('../bench/product/start-product.mjs').Product | null} */
    let second = null
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
      const kinds = await prepareCrash(api, service.origin)
      const { database } = product
      const port = Number(new URL(product.url).port)
      if (plant !== noBug) {
        await product.stop()
        alter(database)
        product = await startProduct({ ...data, port, isNew: false })
      }
      const load = startLoad({ kinds, life })
      /** @type {string[]} */
      const integrity = []
      /** @type {number[]} */
      const startsMs = []
      const recorded = createRecord()
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(lives.shortest + chance() * (lives.longest - lives.shortest))
        if (plant.second === true) {
          second = await startProduct({ ...data, port: 0, isNew: false })
          await sleep(lives.longest)
        }
        if (product.child.exitCode !== null) throw new Error('The server ended by itself; it says why above.')
        product.child.kill('SIGKILL')
        second?.child.kill('SIGKILL')
        await Promise.all([product.ended, second?.ended])
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
        subscriptions: subscriptionsHeld(database),
        there: service.there().map(hashOf),
        integrity
      }
      return { history, startsMs, restMs, code }
    } finally {
      product.child.kill('SIGKILL')
      second?.child.kill('SIGKILL')
      await Promise.all([product.ended, second?.ended])
      await service.close()
    }
  })
}

/** Creates a record of the effects and runs that have ended, each once, with the first kill that found it ended. */
function createRecord() {
  /** @type {import('../history/history.mjs').Recorded[]} */
  const all = []
  /** @type {Set<string>} */
  const names = new Set()
  return {
    all,
    /** @param {import('../history/history.mjs').Recorded[]} recorded */
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
 * @returns {Promise<number>} how long it took, in milliseconds; what stands still for too long counts as lost
 */
async function comeToRest(database) {
  const started = performance.now()
  let moved = started
  let open = openWork(database)
  while (open > 0 && performance.now() - moved < stillForMs) {
    await sleep(50)
    const now = openWork(database)
    if (now !== open) moved = performance.now()
    open = now
  }
  return performance.now() - started
}
