import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const dayMs = 86_400_000

/**
 * A request that the service answered.
 *
 * @typedef {{ method: string, path: string, at: number, tookMs: number }} ServedRequest
 */

/**
 * A service with webhooks on this machine: it creates, renews and deletes subscriptions that expire after three days.
 *
 * @typedef {object} HookService
 * @property {string} origin
 * @property {string} hooks where subscriptions are made
 * @property {ServedRequest[]} served every request that was answered, in order
 * @property {(ms: number) => void} answerAfter makes each later answer that slow
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<HookService>} */
export async function openHookService() {
  let delayMs = 0
  let made = 0
  /** @type {ServedRequest[]} */
  const served = []
  const server = createServer(async (request, response) => {
    const began = performance.now()
    request.resume()
    if (delayMs > 0) await sleep(delayMs)
    made += 1
    const expiresAt = new Date(Date.now() + 3 * dayMs).toISOString()
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ id: `hook-${made}`, expiresAt }))
    served.push({
      method: request.method ?? '',
      path: request.url ?? '',
      at: Date.now(),
      tookMs: performance.now() - began
    })
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The service has no port.')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    hooks: `${origin}/hooks`,
    served,
    answerAfter: ms => {
      delayMs = ms
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(() => resolve(undefined)))
    }
  }
}
