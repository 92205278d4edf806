import type { EventType } from './event-types.ts'

/** A subscription to one type of event at one URL. Times are milliseconds UTC. */
export interface Subscription {
  /** `sub_` and hexadecimal. */
  id: string
  url: string
  eventType: EventType
  /** True when its deliveries carry a list of records instead of one record. */
  list: boolean
  /** The value of a department its records are narrowed to. */
  department: string | null
  /** Signs its deliveries: a text, or, in dialects with a pair of keys, the private one in PEM. */
  secret: string
  /** The id of the dialect that its deliveries are in; null for that of Acme HR. */
  dialect: string | null
  createdAt: number
  expiresAt: number | null
  /** Time when its URL answered 410 Gone. */
  deadAt: number | null
}

/** `live` gets deliveries; `expired` and `dead` stay in the list until they are deleted. */
export type SubscriptionStatus = 'live' | 'expired' | 'dead'

export function statusOf(subscription: Subscription, now: number): SubscriptionStatus {
  if (subscription.deadAt !== null) return 'dead'
  return subscription.expiresAt !== null && subscription.expiresAt <= now ? 'expired' : 'live'
}

/** A subscription as the API shows it, its secret in clear: only to be told once, to the one who made it. */
export function describeWithSecret(subscription: Subscription, now: number) {
  const { deadAt: _, ...shown } = subscription
  return {
    ...shown,
    createdAt: new Date(subscription.createdAt).toISOString(),
    expiresAt: subscription.expiresAt === null ? null : new Date(subscription.expiresAt).toISOString(),
    status: statusOf(subscription, now)
  }
}

/** A subscription as the API shows it, of its secret only the last four characters. */
export function describe(subscription: Subscription, now: number) {
  return { ...describeWithSecret(subscription, now), secret: `…${subscription.secret.slice(-4)}` }
}
