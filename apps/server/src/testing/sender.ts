import { overHttp } from './over-http.ts'

/** Bodies that were sent, and those acknowledged with 202. */
export interface SentLoad {
  acked: string[]
  tried: number
}

/** Load that runs until it is stopped or the receiver is gone, with at most `most` requests. */
export interface Load {
  /** Returns the number of 202 responses so far. */
  acked: () => number
  /** Resolves when all senders have stopped. */
  ended: Promise<SentLoad>
}

/** Sends bodies with a name and a number to an Event URL, a number at a time, until it stops answering. */
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
