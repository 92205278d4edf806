import { overHttp } from './over-http.ts'

/** Bodies that were acknowledged with 202, and all that were sent. */
export interface SentLoad {
  acked: string[]
  tried: number
}

/** Load that goes on until it is told to stop or the receiver is gone, and never longer than `most` requests. */
export interface Load {
  /** Returns the number of 202 responses so far. */
  acked: () => number
  /** Resolves when no sender is left. */
  ended: Promise<SentLoad>
}

/** Sends bodies with a name and a number to an Event URL, so many at a time, until it stops answering. */
export const sendUntilGone = (
  eventUrl: string,
  given: { named: string; senders: number; most: number }
): Load => {
  const acked: string[] = []
  let tried = 0
  const send = async (): Promise<void> => {
    while (tried < given.most) {
      const body = `${given.named} ${tried++}`
      const answered = await overHttp(eventUrl, { method: 'POST', body }).catch(() => null)
      if (answered === null) return
      if (answered.status === 202) acked.push(body)
    }
  }
  return {
    acked: () => acked.length,
    ended: Promise.all(Array.from({ length: given.senders }, send)).then(() => ({ acked, tried }))
  }
}
