import type { RequestListener } from 'node:http'
import type { AcceptPriority } from './accept-priority.ts'

/**
 * Number of requests started per turn of the event loop. A turn lasts only as long as its work, so a low
 * number hardly reduces the throughput.
 */
const MOST_IN_TURN = 4

/**
 * Starts at most four requests per turn of the event loop, and none while connections are waiting to be
 * accepted. All other requests wait in order. Express takes about 0.2 ms to refuse a request, so hundreds of
 * requests would delay events.
 */
export const paceRequests = ({
  answer,
  priority
}: {
  answer: RequestListener
  priority: Pick<AcceptPriority, 'isAccepting' | 'whenIdle'>
}): RequestListener => {
  const waiting: Parameters<RequestListener>[] = []
  let begun = 0
  let armed = false

  const arm = (): void => {
    if (armed) return
    armed = true
    priority.whenIdle(nextTurn)
  }

  const nextTurn = (): void => {
    armed = false
    begun = 0
    while (begun < MOST_IN_TURN) {
      const next = waiting.shift()
      if (next === undefined) break
      const [request, response] = next
      if (!response.destroyed) begin(request, response)
    }
    if (waiting.length > 0) arm()
  }

  const begin: RequestListener = (request, response) => {
    begun++
    arm()
    answer(request, response)
  }

  return (request, response) => {
    if (begun < MOST_IN_TURN && waiting.length === 0 && !priority.isAccepting()) {
      begin(request, response)
      return
    }
    waiting.push([request, response])
    arm()
  }
}
