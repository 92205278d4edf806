import {
  type IncomingRequest,
  type RedactedArrival,
  type RefusalFacts,
  type RefusalReason,
  redactArrival
} from '@hookwright/model'
import type { Meters } from '../kernel/meters.ts'
import { type EventAnswer, refusedAnswer } from '../subscription-cache/answers.ts'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'
import type { Head, Refusals } from './refusals.ts'

/** Refused request: its head, subscription and policy. */
export interface RefusalContext {
  subscription: CachedSubscription
  policy: EndpointPolicy
  head: Head
}

/** Answers refused requests. */
export interface RefuseRequest {
  /** Counts a refusal, stores the permitted parts of the request, and returns the response. */
  refuse: (at: RefusalContext, reason: RefusalReason, facts: RefusalFacts, status: number) => EventAnswer
  /** Refuses a request because there is no room. The refusal is only counted. */
  overload: (subscription: CachedSubscription, policy: EndpointPolicy) => EventAnswer
}

/** Redacts a request without a run before the request is stored. */
export const withoutValues = (
  subscription: CachedSubscription,
  head: Head,
  arrival: IncomingRequest
): RedactedArrival =>
  redactArrival({ contentType: head.contentType, arrival, seen: undefined }, subscription.redaction)

/** Returns the head of a request to store, without redacted values. */
const headToKeep = (subscription: CachedSubscription, head: Head): Head => {
  if (subscription.redaction.length === 0) return head
  const { query, headers } = withoutValues(subscription, head, { ...head, body: new Uint8Array() }).arrival
  return { ...head, query, headers }
}

export const createRefuseRequest = (
  refusals: Pick<Refusals, 'add' | 'count'>,
  meters: Pick<Meters, 'countRequest' | 'countRefusal'>
): RefuseRequest => {
  const count = ({ terms }: CachedSubscription, reason: RefusalReason): void => {
    meters.countRequest(terms.connectorId, 'refused')
    meters.countRefusal(reason)
  }

  return {
    refuse: ({ subscription, policy, head }, reason, facts, status) => {
      count(subscription, reason)
      refusals.add(subscription.id, policy, headToKeep(subscription, head), { reason, facts })
      return refusedAnswer({ reason, facts, status, receiving: policy.receiving })
    },
    overload: (subscription, { receiving }) => {
      count(subscription, 'overload')
      refusals.count(subscription.id, 'overload')
      return refusedAnswer({ reason: 'overload', facts: {}, status: receiving.answer.overloaded, receiving })
    }
  }
}
