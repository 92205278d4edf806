import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { Effects } from './effects.ts'
import { startPractice } from './practice.ts'

/** Answer of the service; `json` is the parsed body, undefined if it is not JSON. */
export interface Answered {
  status: number
  headers: Headers
  text: string
  json: unknown
}

const Told = z.looseObject({
  id: z.string(),
  secret: z.string(),
  status: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable()
})

const Sent = z.looseObject({
  deliveryId: z.string(),
  status: z.int().optional(),
  error: z.string().optional()
})

/** Parses the subscription in an answer. */
export const subscriptionIn = ({ json }: Answered) => Told.parse(json)

/** Parses the result of one delivery. */
export const sentIn = ({ json }: Answered) => Sent.parse(json)

/** Parses the results of all deliveries of an event. */
export const allSentIn = ({ json }: Answered) => z.object({ sent: z.array(Sent) }).parse(json).sent

/** Parses the rows of a list. */
export const rowsIn = ({ json }: Answered) => z.array(z.looseObject({})).parse(json)

/** Parses the error in an answer. */
export const refusalIn = ({ json }: Answered) =>
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }).parse(json).error

/** Creates a folder that is deleted after the test. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Starts a practice service on a free port until the end of the test, with a client of its API. */
export async function openPractice(
  params: Partial<Effects> & { dataFolder?: string; callsOnly?: string } = {}
) {
  const dataFolder = params.dataFolder ?? (await openFolder())
  const practice = await startPractice({ port: 0, ...params, dataFolder })
  onTestFinished(() => practice.close())

  const call = async (
    method: string,
    path: string,
    { body, headers }: { body?: object | string; headers?: Record<string, string> } = {}
  ): Promise<Answered> => {
    const response = await fetch(`${practice.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${practice.apiKey}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) }
  }

  const subscribe = async (url: string, more: object = {}) => {
    const body = { url, eventType: 'user.created', ...more }
    return subscriptionIn(await call('POST', '/api/subscriptions', { body }))
  }
  return { ...practice, dataFolder, call, subscribe }
}

/** Request that a receiver got. */
export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** Starts a web server that records requests. It answers each request with this status, or never. */
export async function openReceiver(answer: number | 'never' = 202) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
    if (answer !== 'never') response.writeHead(answer, { location: '/elsewhere' }).end('noted')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  return { url: `http://127.0.0.1:${port}/e/token-of-the-test-1234`, received, close }
}

/** Creates a `wait` effect whose waits end only when the test calls `end` with their duration. */
export function createManualWait() {
  const held = new Map<number, () => void>()
  const wait: Effects['wait'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      held.set(ms, resolve)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  return { wait, isHeld: (ms: number) => held.has(ms), end: (ms: number) => held.get(ms)?.() }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
