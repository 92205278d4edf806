import { and, eq } from 'drizzle-orm'
import { deliveries, payloads, subscriptions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import type { NewDelivery } from '../store.ts'

/**
 * Accepts a delivery from the server itself, unless its subscription is no longer wanted. Returns
 * its rowid, or null. Needs a transaction.
 */
export const acceptInside = (tables: Tables, delivery: NewDelivery): number | null => {
  const { id, subscriptionId, receivedAt, method, contentType, size, orderKey, redaction, arrival } = delivery
  const subscription = tables
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(and(eq(subscriptions.uid, subscriptionId), eq(subscriptions.wanted, true)))
    .get()
  if (subscription === undefined) return null
  const kept = tables
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
    .get()
  if (arrival !== null) {
    const { query, headers } = arrival
    const values = { delivery: kept.id, query, headers, body: Buffer.from(arrival.body) }
    tables.insert(payloads).values(values).run()
  }
  return kept.id
}
