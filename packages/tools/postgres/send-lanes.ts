import { setTimeout as sleep } from 'node:timers/promises'
import type { Kind } from '../crash/start-load.ts'
import type { Sent } from '../history/history.ts'

/**
 * Number of senders. The two constants after it are in milliseconds: the pause of a sender between two
 * events, and the timeout of a request.
 */
const senders = 8
const pauseMs = 50
const patienceMs = 4_000

/** Maximum number of attempts without an ack, for events with a dedup key. */
const mostTries = 4

/** Response with 2xx, at a time of `performance.now()`. */
interface Ack {
  readonly at: number
}

/** Events sent so far, and their acks. */
interface Lanes {
  readonly sent: Sent[]
  readonly acks: Ack[]
  /** Stops sending and waits for the last responses. */
  readonly stop: () => Promise<void>
}

/**
 * Sends events from several senders until `stop` is called, to all processes and kinds of flows in turn. Each
 * sender uses a separate order key. It sends the next event only after the response to the last one, so that
 * the order of the acks is known.
 *
 * @param originOf returns the origin of a process, by the number of the request
 * @param life returns the number of disturbances so far
 */
export function sendLanes(
  kinds: readonly Kind[],
  originOf: (request: number) => string,
  life: () => number
): Lanes {
  const sent: Sent[] = []
  const acks: Ack[] = []
  let isOver = false

  const post = async (url: string, body: Buffer): Promise<number> => {
    const signal = AbortSignal.timeout(patienceMs)
    const headers = { 'content-type': 'application/json' }
    try {
      const answer = await fetch(url, { method: 'POST', body: new Uint8Array(body), headers, signal })
      // The status line is the ack; a kill behind it takes nothing back.
      await answer.arrayBuffer().catch(() => {})
      return answer.status
    } catch {
      return 0
    }
  }

  const send = async (lane: number): Promise<void> => {
    for (let number = lane; !isOver; number += 1) {
      const kind = kinds[number % kinds.length]
      if (kind === undefined) throw new Error('There is nothing to be sent.')
      const { once = false, effect = false, ordered = false } = kind
      const id = `${lane}-${number}`
      const body = Buffer.from(JSON.stringify({ id, lane: `${lane}`, note: 'né 漢 🙂'.repeat(number % 17) }))
      for (let tries = 1; ; tries += 1) {
        const url = originOf(Math.floor(number / kinds.length) + tries) + new URL(kind.url).pathname
        const own = { id, body, life: life(), effect, once, lane: ordered ? `${lane}` : null }
        const attempt: Sent = { ...own, acked: false, status: 0 }
        sent.push(attempt)
        attempt.status = await post(url, body)
        attempt.acked = attempt.status >= 200 && attempt.status < 300
        if (attempt.acked) acks.push({ at: performance.now() })
        await sleep(pauseMs)
        if (isOver || attempt.acked || !once || tries === mostTries) break
      }
    }
  }

  const sending = Promise.all(Array.from({ length: senders }, (_, lane) => send(lane)))
  return {
    sent,
    acks,
    stop: async () => {
      isOver = true
      await sending
    }
  }
}
