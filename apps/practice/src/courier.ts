import type { Database } from './database.ts'
import type { Delivery, Outcome } from './delivery.ts'
import type { Effects } from './effects.ts'
import { explainFailure } from './explain-failure.ts'
import { sign } from './signature.ts'

/** Brings deliveries to the URLs of subscriptions. */
export interface Courier {
  /**
   * Makes one attempt, writing it down before and after. Resolves also when the attempt fails. A timestamp and a
   * signature are made for each attempt; id and body stay the same. A redirect is an answer and is not followed.
   */
  bring: (delivery: Delivery) => Promise<Outcome>
  /** Gives up what is under way, writes that down and takes nothing further. */
  close: () => Promise<void>
}

/** How long a receiver may take to answer, in milliseconds. */
const patience = 10_000

/** Starts a courier that keeps its log in the database. */
export function openCourier({ database, fx }: { database: Database; fx: Effects }): Courier {
  const closing = new AbortController()
  const underWay = new Set<Promise<Outcome>>()

  const attempt = async (delivery: Delivery): Promise<Outcome> => {
    if (closing.signal.aborted) return failedFor('closing', delivery.url, 0)
    const sentAt = fx.clock()
    database.beginAttempt({ ...delivery, attempts: delivery.attempts + 1, sentAt })
    const outcome = await post(delivery, { sentAt, fx, closing: closing.signal })
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
    close: async () => {
      closing.abort('closing')
      await Promise.allSettled(underWay)
    }
  }
}

async function post(
  delivery: Delivery,
  given: { sentAt: number; fx: Effects; closing: AbortSignal }
): Promise<Outcome> {
  const { sentAt, fx, closing } = given
  const late = new AbortController()
  const answered = new AbortController()
  fx.wait(patience, answered.signal).then(
    () => late.abort('late'),
    () => undefined
  )
  const signal = AbortSignal.any([late.signal, closing])
  try {
    const response = await fetch(delivery.url, {
      method: 'POST',
      headers: headersOf(delivery, sentAt),
      body: delivery.body,
      redirect: 'manual',
      signal
    })
    await response.body?.cancel()
    return { kind: 'answered', status: response.status, ms: fx.clock() - sentAt }
  } catch (thrown) {
    return failedFor(signal.aborted ? signal.reason : thrown, delivery.url, fx.clock() - sentAt)
  } finally {
    answered.abort()
  }
}

function headersOf({ id, eventType, secret, body }: Delivery, sentAt: number): Record<string, string> {
  const timestamp = Math.floor(sentAt / 1000)
  return {
    'content-type': 'application/json',
    'user-agent': 'Acme-Directory/1.0',
    'x-acme-delivery': id,
    'x-acme-event': eventType,
    'x-acme-timestamp': String(timestamp),
    'x-acme-signature': sign({ secret, timestamp, body })
  }
}

const failedFor = (why: unknown, url: string, ms: number): Outcome => ({
  kind: 'failed',
  error: explainFailure(why, url),
  ms
})
