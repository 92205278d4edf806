import type { Delivery, DeliveryStatus, Id } from '@hookwright/model'
import { eq, getTableColumns, inArray } from 'drizzle-orm'
import { deliveries, payloads, subscriptions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import { all, type Steps } from './steps.ts'

type StoredDelivery = typeof deliveries.$inferSelect

/** Returns the three columns that store the status of a delivery. */
export const statusColumnsOf = (
  status: DeliveryStatus
): Pick<StoredDelivery, 'status' | 'why' | 'duplicateOf'> => {
  switch (status.is) {
    case 'accepted':
    case 'done':
      return { status: status.is, why: null, duplicateOf: null }
    case 'filtered':
    case 'refused':
      return { status: status.is, why: status.why, duplicateOf: null }
    case 'duplicate':
      return { status: status.is, why: null, duplicateOf: status.of }
  }
}

const statusOf = (row: StoredDelivery): DeliveryStatus => {
  switch (row.status) {
    case 'accepted':
    case 'done':
      return { is: row.status }
    case 'filtered':
    case 'refused':
      return { is: row.status, why: row.why ?? '' }
    case 'duplicate':
      return { is: row.status, of: row.duplicateOf ?? row.uid }
  }
}

const redactionOf = ({
  redactDue,
  redacted
}: Pick<StoredDelivery, 'redactDue' | 'redacted'>): Pick<Delivery, 'redaction'> => {
  if (redactDue) return { redaction: 'due' }
  return redacted === null ? {} : { redaction: redacted }
}

export const selectDeliveries = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(deliveries), subscriptionId: subscriptions.uid })
    .from(deliveries)
    .innerJoin(subscriptions, eq(deliveries.subscription, subscriptions.id))

/** Reads the stored requests of deliveries by rowid. Deliveries without a stored request are omitted. */
export function* payloadsOf(
  tables: Tables,
  of: { id: number }[]
): Steps<Map<number, typeof payloads.$inferSelect>> {
  const ids = of.map(({ id }) => id)
  const found = yield* all(tables.select().from(payloads).where(inArray(payloads.delivery, ids)))
  return new Map(found.map(payload => [payload.delivery, payload]))
}

export const deliveryOf = (row: StoredDelivery & { subscriptionId: Id }): Delivery => ({
  id: row.uid,
  subscriptionId: row.subscriptionId,
  receivedAt: row.receivedAt,
  method: row.method,
  contentType: row.contentType,
  size: row.size,
  status: statusOf(row),
  orderKey: row.orderKey,
  verdict: row.verdict,
  ...redactionOf(row)
})
