import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Asked, End } from '../history/check-answers.ts'
import type { Sent } from '../history/history.ts'

/** Number of senders at the same time, and the rate of all together by default, in deliveries per second. */
const senders = 32
const usualPerSecond = 400

/**
 * Timeout of a request, in milliseconds. `restMs` is the pause of a sender after a request without an ack.
 */
const patienceMs = 10_000
const restMs = 100

/**
 * Maximum number of attempts for a delivery with a dedup key. One delivery in `oneTwice` is sent again
 * although it was acked.
 */
const mostTries = 4
const oneTwice = 5

/** Number of order keys whose deliveries run in order. */
const lanes = 8

/** Kind of deliveries. Each kind has one Event URL. */
export interface Kind {
  url: string
  /** True if the flow has an effect. */
  effect?: boolean
  /** True if the flow has dedup keys, so that a repeated id is recognized. */
  once?: boolean
  /** True if deliveries with the same order key (`lane`) run in order. */
  ordered?: boolean
}

/** Attempt and its timing on the wire, in the time of `performance.now()`. */
export type LoadAttempt = Sent & Asked

/**
 * Sends deliveries to several Event URLs in turn, at a limited rate, each with a unique id, until `stop` is
 * called. When a request fails because the server is killed, the delivery is repeated only if it has a dedup
 * key; otherwise a new delivery follows.
 *
 * @returns `sent`, the growing list of attempts, and `stop`, which waits for pending responses
 */
export function startLoad(
  kinds: Kind[],
  life: () => number,
  perSecond: number = usualPerSecond
): { sent: LoadAttempt[]; stop: () => Promise<void> } {
  const sent: LoadAttempt[] = []
  let ids = 0
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  let going = true
  let due = performance.now()

  const sendOne = async (number: number, { url, effect = false, once = false, ordered = false }: Kind) => {
    const id = `crash-${number}`
    const lane = ordered ? String(number % lanes) : null
    const delivery: LoadAttempt = {
      id,
      body: bodyOf(id, number),
      life: life(),
      acked: false,
      status: 0,
      effect,
      once,
      lane,
      began: performance.now(),
      reused: false,
      written: null,
      end: null
    }
    sent.push(delivery)
    delivery.end = await ask(agent, url, delivery)
    delivery.status = delivery.end.status
    delivery.acked = delivery.status >= 200 && delivery.status < 300
    return delivery.acked
  }

  const send = async () => {
    while (going) {
      const now = performance.now()
      // What was missed while the server was away is not made up for.
      due = Math.max(due, now - 50) + 1000 / perSecond
      if (due > now) await sleep(due - now)
      const number = ids
      ids += 1
      const kind = kinds[number % kinds.length]
      if (kind === undefined) throw new Error('There is nothing to be sent.')
      const { once = false } = kind
      const twice = once && number % oneTwice === 0
      for (let tries = 1; ; tries += 1) {
        const isAcked = await sendOne(number, kind)
        if (!isAcked) await sleep(restMs)
        const isWanted = !isAcked || (twice && tries === 1)
        if (!going || !once || !isWanted || tries === mostTries) break
      }
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

/** Returns JSON of varying length, with non-ASCII characters and with whitespace that a parser would drop. */
function bodyOf(id: string, number: number) {
  return Buffer.from(
    `{ "id": "${id}",\t"note": "${'né 漢 🙂 '.repeat(number % 37)}", "lane": "${number % lanes}", "n": ${number}.0 }\n`
  )
}

/**
 * Posts the body of an attempt and returns its end.
 *
 * @param tried attempt. Its `written` and `reused` are set during the request.
 */
function ask(agent: Agent, url: string, tried: LoadAttempt): Promise<End> {
  const { body } = tried
  return new Promise(resolve => {
    const patience = AbortSignal.timeout(patienceMs)
    const headers = { 'content-type': 'application/json', 'content-length': body?.length ?? 0 }
    const sending = request(url, { method: 'POST', agent, headers, signal: patience }, answer => {
      const { statusCode = 0 } = answer
      // The status line is the ack; a kill behind it takes nothing back.
      resolve({ is: 'answered', status: statusCode, at: performance.now() })
      answer.on('error', () => {}).resume()
    })
    sending.on('socket', () => {
      tried.reused = sending.reusedSocket
    })
    sending.on('finish', () => {
      tried.written = performance.now()
    })
    sending.on('error', () => {
      resolve({ is: patience.aborted ? 'late' : 'cut', status: 0, at: performance.now() })
    })
    sending.end(body)
  })
}

/**
 * Polls a condition until it is true.
 *
 * @returns false when it did not become true in time
 */
export async function until(is: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (!is()) {
    if (performance.now() > end) return false
    await sleep(10)
  }
  return true
}

/**
 * Creates a reproducible random number generator: the same seed gives the same numbers.
 *
 * @returns function that returns a number from 0 to 1, without 1
 */
export function chanceOf(seed: number): () => number {
  let drawn = 0
  return () => {
    drawn += 1
    const digest = createHash('sha256').update(`${seed}/${drawn}`).digest()
    return digest.readUInt32BE() / 2 ** 32
  }
}
