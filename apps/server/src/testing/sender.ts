import { overHttp } from './over-http.ts'

/** What became of the bodies that were sent: those answered 202, and all there were. */
export interface SentLoad {
  acked: string[]
  tried: number
}

/** Load that goes on until it is told to stop or the receiver is gone, and never longer than `most` requests. */
export interface Load {
  /** How many were answered 202 until now. */
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
