import type { Database } from './database.ts'
import type { Delivery, Outcome } from './delivery.ts'
import type { Effects } from './effects.ts'
import { explainFailure } from './explain-failure.ts'
import { type HttpAnswer, type HttpRequest, sendRequest } from './http-request.ts'
import type { MayCall } from './may-call.ts'
import { signedRequest } from './signed-request.ts'

/** Sends deliveries to the URLs of subscriptions. */
export interface DeliverySender {
  /**
   * Makes one attempt and logs it before and after. Resolves also when the attempt fails. Each attempt has a new
   * timestamp and signature; id and body stay the same. A redirect counts as an answer and is not followed.
   */
  bring: (delivery: Delivery) => Promise<Outcome>
  /**
   * Sends a request that is not a delivery, such as a handshake. Rejects with an error for `explainFailure`.
   */
  ask: (request: HttpRequest) => Promise<HttpAnswer>
  /** Stops deliveries in progress, stores their state and accepts no more. */
  close: () => Promise<void>
}

/** Creates the sender of deliveries, which logs each attempt in the database. */
export function openDeliverySender(params: {
  database: Database
  fx: Effects
  mayCall: MayCall
}): DeliverySender {
  const { database, fx, mayCall } = params
  const closing = new AbortController()
  const underWay = new Set<Promise<Outcome>>()

  const attempt = async (delivery: Delivery): Promise<Outcome> => {
    if (closing.signal.aborted) return failedFor('closing', delivery.url, 0)
    const sentAt = fx.clock()
    database.beginAttempt({ ...delivery, attempts: delivery.attempts + 1, sentAt })
    const outcome = await post(delivery, { sentAt, fx, mayCall, closing: closing.signal })
    database.endAttempt(delivery.id, outcome)
    if (outcome.kind === 'answered' && outcome.status === 410) {
      database.markDead(delivery.subscriptionId, fx.clock())
    }
    return outcome
  }

  return {
    bring: delivery => {
      const attempted = attempt(delivery).finally(() => underWay.delete(attempted))
      underWay.add(attempted)
      return attempted
    },
    ask: request => sendRequest(request, { fx, mayCall, closing: closing.signal }),
    close: async () => {
      closing.abort('closing')
      await Promise.allSettled(underWay)
    }
  }
}

async function post(
  delivery: Delivery,
  params: { sentAt: number; fx: Effects; mayCall: MayCall; closing: AbortSignal }
): Promise<Outcome> {
  const { sentAt, fx } = params
  try {
    const { status } = await sendRequest(signedRequest(delivery, sentAt - delivery.late), params)
    return { kind: 'answered', status, ms: fx.clock() - sentAt }
  } catch (thrown) {
    return failedFor(thrown, delivery.url, fx.clock() - sentAt)
  }
}

const failedFor = (why: unknown, url: string, ms: number): Outcome => ({
  kind: 'failed',
  error: explainFailure(why, url),
  ms
})
