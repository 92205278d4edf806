import type { Id } from '@hookwright/model'
import { and, eq } from 'drizzle-orm'
import { deliveries, payloads, subscriptions } from '../schema/schema.ts'
import type { NewDelivery } from '../store.ts'
import type { Database } from './database.ts'
import { all, get, run, type Steps } from './steps.ts'

/** Maximum number of rows of one statement, below the parameter limits of both databases. */
const ROWS_AT_ONCE = 500

/**
 * Stores deliveries that the server itself creates for a subscription, in order, unless the subscription is
 * no longer wanted. Returns their rowids by id. Needs a transaction.
 */
export function* acceptAllInside(
  { tables, jobs }: Pick<Database, 'tables' | 'jobs'>,
  subscriptionId: Id,
  accepted: readonly NewDelivery[]
): Steps<Map<Id, number>> {
  const rowids = new Map<Id, number>()
  const subscription = yield* get(
    tables
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(and(eq(subscriptions.uid, subscriptionId), eq(subscriptions.wanted, true)))
  )
  if (subscription === undefined) return rowids
  for (let from = 0; from < accepted.length; from += ROWS_AT_ONCE) {
    const some = accepted.slice(from, from + ROWS_AT_ONCE)
    const kept = yield* all(
      tables
        .insert(deliveries)
        .values(
          some.map(({ id, receivedAt, method, contentType, size, orderKey, redaction }) => ({
            uid: id,
            subscription: subscription.id,
            receivedAt,
            method,
            contentType,
            size,
            status: 'accepted' as const,
            orderKey,
            redactDue: redaction === 'due'
          }))
        )
        .returning({ id: deliveries.id, uid: deliveries.uid })
    )
    for (const { id, uid } of kept) rowids.set(uid, id)
    const requests = some.flatMap(({ id, arrival }) => {
      const delivery = rowids.get(id)
      if (delivery === undefined || arrival === null) return []
      const { query, headers, body } = arrival
      return [{ delivery, query, headers, body: Buffer.from(body) }]
    })
    if (requests.length > 0) yield* run(tables.insert(payloads).values(requests))
    yield* jobs.enqueue(
      some.map(({ id, orderKey }) => ({
        subscription: subscription.id,
        kind: 'delivery' as const,
        id,
        orderKey
      }))
    )
  }
  return rowids
}

/**
 * Stores a delivery that the server itself creates, unless its subscription is no longer wanted. Returns its
 * rowid; null if it was not stored. Needs a transaction.
 */
export function* acceptInside(
  database: Pick<Database, 'tables' | 'jobs'>,
  delivery: NewDelivery
): Steps<number | null> {
  const accepted = yield* acceptAllInside(database, delivery.subscriptionId, [delivery])
  return accepted.get(delivery.id) ?? null
}
