import { overHttp } from './over-http.ts'

/** Acknowledged bodies (202) and the number of attempts. */
export interface SentLoad {
  acked: string[]
  tried: number
}

/** Load that runs until the receiver is gone or `most` requests were sent. */
export interface Load {
  /** Returns the number of 202 responses so far. */
  acked: () => number
  /** Resolves when all senders have stopped. */
  ended: Promise<SentLoad>
}

/**
 * Sends numbered bodies to an Event URL until it is unreachable or `most` requests were sent.
 *
 * `senders` requests are in progress at a time. Each body is `named` and a number.
 */
export const sendUntilGone = (
  eventUrl: string,
  params: { named: string; senders: number; most: number }
): Load => {
  const acked: string[] = []
  let tried = 0
  const send = async (): Promise<void> => {
    while (tried < params.most) {
      const body = `${params.named} ${tried++}`
      const answered = await overHttp(eventUrl, { method: 'POST', body }).catch(() => null)
      if (answered === null) return
      if (answered.status === 202) acked.push(body)
    }
  }
  return {
    acked: () => acked.length,
    ended: Promise.all(Array.from({ length: params.senders }, send)).then(() => ({ acked, tried }))
  }
}
