import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { becomeAdmin } from '../bench/product/sign-in.ts'
import { type Product, startProduct } from '../bench/product/start-product.ts'
import { withTempFolder } from '../harness/harness.ts'
import type { History, Recorded } from '../history/history.ts'
import {
  hashOf,
  integrityOf,
  keptAndRun,
  openWork,
  readSubscriptions,
  recordedEffects
} from '../history/read-file.ts'
import { openService } from './open-service.ts'
import { prepareCrash } from './prepare-crash.ts'
import { chanceOf, startLoad } from './start-load.ts'

/** Shortest and longest time that the server lives between a start and the next kill, in milliseconds. */
const lives = { shortest: 20, longest: 1500 }

/**
 * Maximum time without progress after the last kill, in milliseconds. Long, so that the test does not fail on
 * a slow machine.
 */
const stillForMs = 120_000

/** Result of killing a server repeatedly. */
interface Crashed {
  history: History
  /** Duration of each start, in milliseconds. */
  startsMs: number[]
  /** Time until all work had ended, in milliseconds. */
  restMs: number
  /** Exit code of the server after a request to stop. */
  code: number
}

/** Bug injected into a server, to test that the checker finds it. */
export interface Plant {
  /** Node flags of every server except the one for the setup. */
  nodeFlags?: string[]
  /** Changes the database before the first kill, while no process has it open. */
  alter?: (database: string) => void
  /** True if a second server is started on the same folder after each start. */
  second?: boolean
  /** Maximum duration of an effect, in milliseconds. */
  longestMs?: number
}

const noBug: Plant = {}

interface Given {
  kills: number
  seed: number
  say: (text: string) => void
  plant?: Plant
}

/**
 * Kills the server repeatedly under load, waits until it is idle, and returns the history.
 *
 * @param given.seed seed for the times of the kills
 */
export function crashHistory({ kills, seed, say, plant = noBug }: Given): Promise<Crashed> {
  return withTempFolder(async folder => {
    const killedAt: number[] = []
    const life = () => killedAt.length
    const chance = chanceOf(seed)
    const { nodeFlags = [], alter = () => {}, longestMs = 25 } = plant
    const service = await openService({ life, chance, longestMs })
    const env = { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }
    const data = { folder: join(folder, 'data'), env, nodeFlags }
    // What is prepared here is prepared without a bug.
    let product = await startProduct({ ...data, nodeFlags: [], port: 0, isNew: true })
    let second: Product | null = null
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
      const load = startLoad(kinds, life)
      const integrity: string[] = []
      const startsMs: number[] = []
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
      const restMs = await waitForIdle(database)
      const code = await product.stop()
      integrity.push(integrityOf(database))
      const history = {
        sent: load.sent,
        ...keptAndRun(database, killedAt),
        effects: service.effects,
        recorded: recorded.all,
        subscriptions: readSubscriptions(database),
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

/**
 * Records which effects and runs had ended at each kill. Each is recorded once, with the first kill at which
 * it was found ended.
 */
function createRecord() {
  const all: Recorded[] = []
  const names: Set<string> = new Set()
  return {
    all,
    add: (recorded: Recorded[]) => {
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
 * Waits until no work is open. Stops waiting after too long without progress.
 *
 * @returns the duration in milliseconds
 */
async function waitForIdle(database: string): Promise<number> {
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
