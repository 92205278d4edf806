import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Signals } from '../harness/harness.ts'
import { pushPayload } from './payload.ts'
import { memoryOf } from './process-figures.ts'
import { signatureOf } from './product/signed.ts'
import { startProduct } from './product/start-product.ts'
import { startReference } from './start-reference.ts'

const times = 3

/** Time that the last started server is idle before its memory is read, in milliseconds. */
const idleMs = 5000

/**
 * Returns the port for the reference server: the one after the product's. It must be known before the start,
 * since the bench polls it from then on.
 */
const portNextToName = (port: number) => (port === 65535 ? port - 1 : port + 1)

/**
 * Starts the reference server and the product alternately on their data folders. Measures the start times,
 * and the idle memory of the product after its last start.
 *
 * @returns times from each start until the first 2xx response, in milliseconds, and the idle memory
 */
export async function measureColdStarts(
  signals: Signals,
  folders: { product: string; run: string },
  eventUrl: string
): Promise<{ coldMs: { product: number[]; reference: number[] }; idleMb: number }> {
  const port = Number(new URL(eventUrl).port)
  const beside = portNextToName(port)
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

/** Timeout of a start, and interval of the connection attempts, in milliseconds. */
const withinMs = 30_000
const everyMs = 5

interface Given<Server> {
  start: () => Promise<Server>
  url: string
  body: Buffer
  signature: string
}

/**
 * Measures the time from starting a server until it has stored a first delivery.
 *
 * @param given.start starts the server, and resolves when it listens
 * @param given.url URL where the server will respond. Nothing may respond there before.
 * @param given.signature signature of the body
 */
async function coldStart<Server>({
  start,
  url,
  body,
  signature
}: Given<Server>): Promise<{ ms: number; server: Server }> {
  const started = performance.now()
  const starting = start()
  // It may fail while it is still being asked; it is awaited below.
  starting.catch(() => {})
  while (performance.now() - started < withinMs) {
    const status = await post(url, body, signature)
    const ms = performance.now() - started
    if (status >= 200 && status < 300) return { ms, server: await starting }
    await sleep(everyMs)
  }
  await starting
  throw new Error(`Nothing was kept at ${url} within ${withinMs} ms of the start.`)
}

/**
 * Posts an event.
 *
 * @returns the status of the response; 0 if there was none
 */
function post(url: string, body: Buffer, signature: string): Promise<number> {
  return new Promise(resolve => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-hub-signature-256': signature
    }
    const sending = request(url, { method: 'POST', headers, agent: false }, answer => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    sending.once('error', () => resolve(0))
    sending.end(body)
  })
}
