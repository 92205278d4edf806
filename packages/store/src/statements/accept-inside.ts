import { and, eq } from 'drizzle-orm'
import { deliveries, payloads, subscriptions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import type { NewDelivery } from '../store.ts'
import { get, run, type Steps } from './steps.ts'

/**
 * Accepts a delivery from the server itself, unless its subscription is no longer wanted. Returns
 * its rowid, or null. Needs a transaction.
 */
export function* acceptInside(tables: Tables, delivery: NewDelivery): Steps<number | null> {
  const { id, subscriptionId, receivedAt, method, contentType, size, orderKey, redaction, arrival } = delivery
  const subscription = yield* get(
    tables
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(and(eq(subscriptions.uid, subscriptionId), eq(subscriptions.wanted, true)))
  )
  if (subscription === undefined) return null
  const kept = yield* get(
    tables
      .insert(deliveries)
      .values({
        uid: id,
        subscription: subscription.id,
        receivedAt,
        method,
        contentType,
        size,
        status: 'accepted',
        orderKey,
        redactDue: redaction === 'due'
      })
      .returning({ id: deliveries.id })
  )
  if (arrival !== null) {
    const { query, headers } = arrival
    const values = { delivery: kept.id, query, headers, body: Buffer.from(arrival.body) }
    yield* run(tables.insert(payloads).values(values))
  }
  return kept.id
}
