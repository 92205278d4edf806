import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

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
 * @param given.start resolves when it says that it listens
 * @param given.url where it will answer; nothing may answer there yet
 * @param given.signature of the body
 */
export async function coldStart<Server>({
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

/** @returns the status; 0 when there was no answer */
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
