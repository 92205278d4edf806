import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from '../../harness/listen.ts'

const dayMs = 86_400_000

/** Request that the service responded to. */
interface ServedRequest {
  method: string
  path: string
  at: number
  tookMs: number
}

/**
 * Webhook service on this machine. It creates, renews and deletes subscriptions that expire after three days.
 */
export interface HookService {
  origin: string
  /** URL where subscriptions are created. */
  hooks: string
  /** Served requests, in order. */
  served: ServedRequest[]
  /** Delays each later response by this time, in milliseconds. */
  answerAfter: (ms: number) => void
  close: () => Promise<void>
}

export async function openHookService(): Promise<HookService> {
  let delayMs = 0
  let made = 0
  const served: ServedRequest[] = []
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
  const { origin, close } = await listen(server)
  return {
    origin,
    hooks: `${origin}/hooks`,
    served,
    answerAfter: ms => {
      delayMs = ms
    },
    close
  }
}
