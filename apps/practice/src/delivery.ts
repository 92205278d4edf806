import type { EventType } from './event-types.ts'

/** Result of the last attempt; `open` while the answer is pending. */
export type Outcome =
  | { kind: 'open' }
  | { kind: 'answered'; status: number; ms: number }
  | { kind: 'failed'; error: string; ms: number }

/** A request in a dialect but for its body, not yet signed: header lines are names and values in turn. */
export interface Spoken {
  dialect: string
  method: string
  query: string
  headers: readonly string[]
}

/** A message to one subscription's URL. It keeps what is needed to send it again, even to a deleted one. */
export interface Delivery {
  /** A UUID, the same for every attempt. */
  id: string
  subscriptionId: string
  url: string
  secret: string
  eventType: EventType | 'ping'
  /** The exact text that is sent and signed. */
  body: string
  /** Message in another service's dialect; null for Acme HR's own. */
  spoken: Spoken | null
  /** Milliseconds by which its time of sending is shifted into the past. */
  late: number
  attempts: number
  /** Time when the last attempt began, milliseconds UTC. */
  sentAt: number
  outcome: Outcome
}

/** A delivery as the API shows it: without the secret that signed it. */
export function describeDelivery({ secret: _, spoken, late: __, outcome, sentAt, ...shown }: Delivery) {
  return {
    ...shown,
    dialect: spoken?.dialect ?? null,
    sentAt: new Date(sentAt).toISOString(),
    ...describeOutcome(outcome)
  }
}

/** `{ status, ms }` when there was an answer, `{ error, ms }` when there was none. */
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
