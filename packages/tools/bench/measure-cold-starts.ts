import { setTimeout as sleep } from 'node:timers/promises'
import type { Signals } from '../harness/harness.ts'
import { coldStart } from './cold-start.ts'
import { pushPayload } from './payload.ts'
import { memoryOf } from './process-figures.ts'
import { signatureOf } from './product/signed.ts'
import { startProduct } from './product/start-product.ts'
import { startReference } from './start-reference.ts'

const times = 3

/** Idle time of the last server before its memory is read, in milliseconds. */
const idleMs = 5000

/** Returns a port for the reference, which is polled before it reports its own. */
const besidePort = (port: number) => (port === 65535 ? port - 1 : port + 1)

/**
 * Starts the reference and the product alternately on their folders, and measures the idle memory of the last product.
 *
 * @returns from each spawn to its first 2xx
 */
export async function measureColdStarts(
  signals: Signals,
  folders: { product: string; run: string },
  eventUrl: string
): Promise<{ coldMs: { product: number[]; reference: number[] }; idleMb: number }> {
  const port = Number(new URL(eventUrl).port)
  const beside = besidePort(port)
  const body = pushPayload()
  const post = { body, signature: signatureOf(body) }
  const coldMs: { product: number[]; reference: number[] } = { product: [], reference: [] }
  let idleMb = 0
  for (let time = 1; time <= times; time += 1) {
    const reference = await coldStart({
      start: () => startReference({ folder: folders.run, port: beside, work: 'run' }),
      url: `http://127.0.0.1:${beside}`,
      ...post
    })
    coldMs.reference.push(reference.ms)
    await reference.server.stop()
    const { ms, server } = await coldStart({
      start: () => startProduct({ folder: folders.product, port, isNew: false, signals }),
      url: eventUrl,
      ...post
    })
    coldMs.product.push(ms)
    if (time === times) {
      await sleep(idleMs)
      idleMb = memoryOf(server.pid).nowMb
    }
    await server.stop()
  }
  return { coldMs, idleMb }
}
