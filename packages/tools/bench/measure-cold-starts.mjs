import { setTimeout as sleep } from 'node:timers/promises'
import { coldStart } from './cold-start.mjs'
import { memoryOf } from './process-figures.mjs'
import { startProduct } from './product/start-product.mjs'

const times = 3

/** How long the last one rests before its memory is read. */
const idleMs = 5000

/**
 * Starts the product on a folder again and again, and lets the last one rest.
 *
 * @param {object} given
 * @param {string} given.folder
 * @param {string} given.eventUrl
 * @param {Buffer} given.body
 * @param {ReturnType<typeof import('../launcher/signals.mjs').passSignalsOn>} given.signals
 * @returns {Promise<{ coldMs: number[], idleMb: number }>} from each spawn to its first 2xx
 */
export async function measureColdStarts({ folder, eventUrl, body, signals }) {
  const port = Number(new URL(eventUrl).port)
  /** @type {number[]} */
  const coldMs = []
  let idleMb = 0
  for (let time = 1; time <= times; time += 1) {
    const start = () => startProduct({ folder, port, isNew: false })
    const { ms, server } = await coldStart({ start, url: eventUrl, body })
    signals.passTo(server.child)
    coldMs.push(ms)
    if (time === times) {
      await sleep(idleMs)
      idleMb = memoryOf(server.pid).nowMb
    }
    await server.stop()
  }
  return { coldMs, idleMb }
}
