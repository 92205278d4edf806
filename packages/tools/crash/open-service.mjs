import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A small remote service on this machine that takes effects, remembers them and answers each after a moment, so that
 * kills find some under way.
 *
 * @param {object} given
 * @param {() => number} given.life the life that effects belong to now
 * @param {() => number} given.chance from 0 to 1
 * @returns {Promise<{
 *   origin: string,
 *   effects: import('./history.mjs').Seen[],
 *   calm: () => Promise<void>,
 *   close: () => Promise<void>
 * }>} `calm` resolves when nobody is connected any more, so that nothing sent before is still to come
 */
export async function openService({ life, chance }) {
  /** @type {import('./history.mjs').Seen[]} */
  const effects = []
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set()
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const key = String(request.headers['idempotency-key'])
      effects.push({ key, body, id: idIn(body), life: life() })
      const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      setTimeout(answer, Math.floor(chance() * longestAnswerMs))
    })
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // The kill of a client resets its connections, which is no fault here.
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The service has no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    effects,
    calm: async () => {
      while (sockets.size > 0) await sleep(5)
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    }
  }
}

/** In milliseconds. */
const longestAnswerMs = 25

/** @param {string} body */
function idIn(body) {
  try {
    return String(JSON.parse(body).id)
  } catch {
    return ''
  }
}
