import type { EventType } from './event-types.ts'

/** Result of the last attempt; `open` while the answer is pending. */
export type Outcome =
  | { kind: 'open' }
  | { kind: 'answered'; status: number; ms: number }
  | { kind: 'failed'; error: string; ms: number }

/**
 * Unsigned request in the format (“dialect”) of another service, without its body. `headers` alternates
 * between names and values.
 */
export interface Spoken {
  dialect: string
  method: string
  query: string
  headers: readonly string[]
}

/** A message to one subscription's URL, with everything needed to resend it even after the subscription is deleted. */
export interface Delivery {
  /** UUID of the delivery, the same for every attempt. */
  id: string
  subscriptionId: string
  url: string
  secret: string
  eventType: EventType | 'ping'
  /** Exact text that is sent and signed. */
  body: string
  /** Request in another service's dialect; null for Acme HR's own format. */
  spoken: Spoken | null
  /**
   * Age of the time in the signature, in milliseconds: 0, or more to test that receivers reject old requests.
   */
  late: number
  attempts: number
  /** Start of the last attempt, milliseconds UTC. */
  sentAt: number
  outcome: Outcome
}

/** Returns a delivery for the API, without its signing secret. */
export function describeDelivery({ secret: _, spoken, late: __, outcome, sentAt, ...shown }: Delivery) {
  return {
    ...shown,
    dialect: spoken?.dialect ?? null,
    sentAt: new Date(sentAt).toISOString(),
    ...describeOutcome(outcome)
  }
}

/** Returns `{ status, ms }` for an answer, `{ error, ms }` for a failed attempt, `{}` for a pending one. */
function describeOutcome(outcome: Outcome) {
  switch (outcome.kind) {
    case 'open':
      return {}
    case 'answered':
      return { status: outcome.status, ms: outcome.ms }
    case 'failed':
      return { error: outcome.error, ms: outcome.ms }
  }
}

/** Describes the result of a delivery for the API. */
export const describeSent = ({ subscriptionId, id }: Delivery, outcome: Outcome) => ({
  subscriptionId,
  deliveryId: id,
  ...describeOutcome(outcome)
})
