import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** How many send at once, and how many deliveries a second they send in all at most. */
const senders = 32
const perSecond = 400

/** A sender that waits longer than this for an answer gives up; one without an ack rests. In milliseconds. */
const patienceMs = 10_000
const restMs = 100

/**
 * Sends deliveries to Event URLs in turn, bounded, each with an id of its own, until it is stopped. What is not
 * answered, since the server is being killed, is not sent again: the next delivery is a new one.
 *
 * @param {object} given
 * @param {Record<'plain' | 'effect', string>} given.eventUrls
 * @param {() => number} given.life
 * @returns {{ sent: import('./history.mjs').Sent[], stop: () => Promise<void> }} `sent` grows; `stop` waits for answers
 */
export function startLoad({ eventUrls, life }) {
  /** @type {import('./history.mjs').Sent[]} */
  const sent = []
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  let going = true
  let due = performance.now()

  const send = async () => {
    while (going) {
      const now = performance.now()
      // What was missed while the server was away is not made up for.
      due = Math.max(due, now - 50) + 1000 / perSecond
      if (due > now) await sleep(due - now)
      const number = sent.length
      const id = `crash-${number}`
      const flow = number % 2 === 0 ? 'plain' : 'effect'
      const delivery = { id, flow, body: bodyOf(id, number), life: life(), acked: false, status: 0 }
      sent.push(/** @type {import('./history.mjs').Sent} */ (delivery))
      const status = await statusOf(agent, eventUrls[flow], delivery.body)
      delivery.status = status
      delivery.acked = status >= 200 && status < 300
      if (!delivery.acked) await sleep(restMs)
    }
  }
  const sending = Promise.all(Array.from({ length: senders }, send))
  return {
    sent,
    stop: async () => {
      going = false
      await sending
      agent.destroy()
    }
  }
}

/**
 * JSON of another length each time, written with more than ASCII and with spaces that a parser would drop.
 *
 * @param {string} id
 * @param {number} number
 */
function bodyOf(id, number) {
  return Buffer.from(`{ "id": "${id}",\t"note": "${'né 漢 🙂 '.repeat(number % 37)}", "n": ${number}.0 }\n`)
}

/**
 * @param {Agent} agent
 * @param {string} url
 * @param {Buffer} body
 * @returns {Promise<number>} what it was answered with; 0 without an answer
 */
function statusOf(agent, url, body) {
  return new Promise(resolve => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    const sending = request(
      url,
      { method: 'POST', agent, headers, signal: AbortSignal.timeout(patienceMs) },
      answer => {
        const { statusCode = 0 } = answer
        // The status line is the ack; a kill behind it takes nothing back.
        resolve(statusCode)
        answer.on('error', () => {}).resume()
      }
    )
    sending.on('error', () => resolve(0))
    sending.end(body)
  })
}
