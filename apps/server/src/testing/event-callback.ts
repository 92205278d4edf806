import { randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EventOccurrence, isJsonObject } from '@hookwright/model'
import { Webhook } from 'standardwebhooks'

/** Message that a callback has received and verified. */
export interface CalledBack {
  path: string
  id: string
  subscription: string
  body: Record<string, unknown>
  at: number
}

/** HTTP server with callbacks of agents, one for each path. It answers challenges and verifies all it gets. */
export interface EventCallbacks {
  origin: string
  /** Adds a callback; returns its URL and secret. */
  add: () => { url: string; path: string; secret: string }
  received: CalledBack[]
  /** Returns the number of messages that failed verification. */
  refused: () => number
  eventsOf: (path: string) => EventOccurrence[]
  /**
   * Sets a function that returns the status for each further event; if it returns null, the status is 204.
   * Null instead of a function resets this.
   */
  answers: (status: ((body: Record<string, unknown>) => number | null) | null) => void
  close: () => Promise<void>
}

const readBytes = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

export const openEventCallbacks = async (): Promise<EventCallbacks> => {
  const secrets = new Map<string, Webhook>()
  const received: CalledBack[] = []
  let refused = 0
  let answer: ((body: Record<string, unknown>) => number | null) | null = null
  const server = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const text = await readBytes(request)
      const path = request.url ?? ''
      const webhook = secrets.get(path)
      const headers = flat(request.headers)
      let body: unknown
      try {
        body = webhook?.verify(text, headers)
      } catch {
        body = undefined
      }
      if (!isJsonObject(body)) {
        refused += 1
        response.writeHead(401).end()
        return
      }
      if (body.type === 'verification') {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ challenge: body.challenge }))
        return
      }
      const status = answer?.(body) ?? 204
      if (status < 300) {
        const { 'webhook-id': id = '', 'x-mcp-subscription-id': subscription = '' } = headers
        received.push({ path, id, subscription, body, at: performance.now() })
      }
      response.writeHead(status).end()
    }
    serve().catch(() => response.destroy())
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    add: () => {
      const path = `/${randomBytes(8).toString('hex')}`
      const secret = `whsec_${randomBytes(32).toString('base64')}`
      secrets.set(path, new Webhook(secret))
      return { url: `${origin}${path}`, path, secret }
    },
    received,
    refused: () => refused,
    eventsOf: path =>
      received.flatMap(({ path: own, body }) =>
        own === path && !('type' in body) ? [body as unknown as EventOccurrence] : []
      ),
    answers: next => {
      answer = next
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
