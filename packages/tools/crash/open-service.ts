import { createServer, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from '../harness/listen.ts'
import type { Seen } from '../history/history.ts'

interface Given {
  life: () => number
  chance: () => number
  longestMs?: number
  registersMs?: number
}

/**
 * Opens a loopback service that records effects and answers each after a delay, so that a kill interrupts
 * some of them. It also creates subscriptions, at `/hooks`.
 *
 * @param given.life returns the number of kills so far
 * @param given.chance random number generator, from 0 to 1
 * @param given.longestMs maximum duration of an effect, in milliseconds
 * @param given.registersMs response time for a new subscription, which is created immediately, in
 * milliseconds
 * @returns the service. `there` returns the subscribed Event URLs; `calm` resolves when no connection is
 * open, so that no earlier request can still arrive.
 */
export async function openService({ life, chance, longestMs = 25, registersMs = 0 }: Given): Promise<{
  origin: string
  effects: Seen[]
  there: () => string[]
  calm: () => Promise<void>
  close: () => Promise<void>
}> {
  const hooks: Map<string, string> = new Map()
  const effects: Seen[] = []
  const sockets: Set<Socket> = new Set()
  const told = ({ headers }: IncomingMessage, body: string) => {
    effects.push({ key: String(headers['idempotency-key']), body, id: idIn(body), life: life() })
    return '{}'
  }
  let made = 0
  const registered = (method: string | undefined, url: string, body: string) => {
    if (method !== 'POST') {
      hooks.delete(url.split('/').at(-1) ?? '')
      return '{}'
    }
    made += 1
    hooks.set(String(made), body)
    return JSON.stringify({ id: String(made) })
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const { url = '', method } = request
      const said = url.startsWith('/hooks') ? registered(method, url, body) : told(request, body)
      const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end(said)
      const delay = url.startsWith('/hooks') ? registersMs : chance() * longestMs
      setTimeout(answer, Math.floor(delay))
    })
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // The kill of a client resets its connections, which is no fault here.
    socket.on('error', () => {})
  })
  return {
    ...(await listen(server)),
    effects,
    there: () => [...hooks.values()],
    calm: async () => {
      while (sockets.size > 0) await sleep(5)
    }
  }
}

function idIn(body: string) {
  try {
    return String(JSON.parse(body).id)
  } catch {
    return ''
  }
}
