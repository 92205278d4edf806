import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { hostileBodies } from './bodies.mjs'

/**
 * An attack in a separate process, so that its load does not delay the sender of events. It prints how many sockets it
 * held at the end, for attacks that hold some.
 *
 * @typedef {(url: string, forMs: number) => Promise<number | undefined>} Attack
 */

/** Source addresses of the attackers. */
const attackers = ['127.0.0.2', '127.0.0.3']

const kilobyte = 1_024
const size = 4 * kilobyte * kilobyte
const piece = Buffer.alloc(64 * kilobyte, ' ')

/** @type {Record<string, Attack>} */
const attacks = {
  doublings: async url => {
    const body = JSON.stringify({ text: 'x'.repeat(96) })
    await Promise.all(Array.from({ length: 12 }, () => post(url, 'application/json', body)))
    return undefined
  },
  bodies: (url, forMs) => {
    const { origin, host } = new URL(url)
    const head = `POST /trpc/flows.create HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n`
    return holdSockets({ url: origin, count: 600, forMs, opened: socket => sendMost(socket, head) })
  },
  xml: async (url, forMs) => {
    const hostile = hostileBodies(256 * kilobyte).slice(0, 2)
    const until = performance.now() + forMs
    while (performance.now() < until) {
      await Promise.all(hostile.map(({ contentType, body }) => post(url, contentType, body)))
      await sleep(50)
    }
    return undefined
  },
  silent: (url, forMs) => holdSockets({ url, count: 2_200, forMs, opened: () => undefined })
}

/**
 * @param {string} url
 * @param {string} contentType
 * @param {string} body
 */
async function post(url, contentType, body) {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body })
  await answer.text()
}

/**
 * Sends all but ten bytes of 4 MB, as fast as possible.
 *
 * @param {import('node:net').Socket} socket
 * @param {string} head
 */
function sendMost(socket, head) {
  let left = size - 10
  const goOn = () => {
    while (left > 0 && !socket.destroyed) {
      const next = piece.subarray(0, left)
      left -= next.length
      if (!socket.write(next)) return
    }
  }
  socket.on('drain', goOn).write(head)
  goOn()
}

/**
 * @param {object} given
 * @param {string} given.url
 * @param {number} given.count
 * @param {number} given.forMs
 * @param {(socket: import('node:net').Socket) => void} given.opened
 * @returns {Promise<number>} how many were open at the end
 */
async function holdSockets({ url, count, forMs, opened }) {
  const { hostname, port } = new URL(url)
  const sockets = Array.from({ length: count }, (_, index) => {
    const localAddress = attackers[index % attackers.length]
    const socket = connect({ host: hostname, port: Number(port), localAddress })
    socket.on('connect', () => opened(socket))
    // Whoever is refused is reset.
    socket.on('error', () => undefined)
    return socket.resume()
  })
  await sleep(forMs)
  const open = sockets.filter(socket => !socket.destroyed && !socket.connecting).length
  for (const socket of sockets) socket.destroy()
  return open
}

const [, , name = '', url = '', forMs = ''] = process.argv
const open = await attacks[name]?.(url, Number(forMs))
if (open !== undefined) console.log(open)
