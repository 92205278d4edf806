import type { EventType } from './event-types.ts'

/** A subscription to one type of event at one URL. Times are milliseconds UTC. */
export interface Subscription {
  /** Id with the prefix `sub_`, followed by hexadecimal. */
  id: string
  url: string
  eventType: EventType
  /** True if deliveries contain a list of records instead of a single record. */
  list: boolean
  /** Department to which the records are limited; null for all. */
  department: string | null
  /** Signing key: a text or, in dialects with key pairs, the private key in PEM. */
  secret: string
  /** Id of the dialect of its deliveries; null for that of Acme HR. */
  dialect: string | null
  createdAt: number
  expiresAt: number | null
  /** Time at which the URL answered 410 Gone; null if it has not. */
  deadAt: number | null
}

/**
 * Status of a subscription. Only `live` subscriptions receive deliveries. `expired` and `dead` subscriptions
 * stay in the list until they are deleted.
 */
export type SubscriptionStatus = 'live' | 'expired' | 'dead'

export function statusOf(subscription: Subscription, now: number): SubscriptionStatus {
  if (subscription.deadAt !== null) return 'dead'
  return subscription.expiresAt !== null && subscription.expiresAt <= now ? 'expired' : 'live'
}

/** Returns a subscription for the API with its secret, shown only once to its creator. */
export function describeWithSecret(subscription: Subscription, now: number) {
  const { deadAt: _, ...shown } = subscription
  return {
    ...shown,
    createdAt: new Date(subscription.createdAt).toISOString(),
    expiresAt: subscription.expiresAt === null ? null : new Date(subscription.expiresAt).toISOString(),
    status: statusOf(subscription, now)
  }
}

/** Returns a subscription for the API with only the last four characters of its secret. */
export function describe(subscription: Subscription, now: number) {
  return { ...describeWithSecret(subscription, now), secret: `…${subscription.secret.slice(-4)}` }
}
