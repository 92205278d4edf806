import { DAY, type Id, type Millis } from '@hookwright/model'
import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import {
  deliveries,
  deliveryKeys,
  flows,
  payloads,
  type recordKeys,
  subscriptions
} from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { get, rawRun, run, type Steps } from '../../statements/steps.ts'

/** Time for which the dedup key of an event or a record is stored. */
export const DEDUP_KEY_LIFETIME = 7 * DAY

/**
 * Stores the dedup key of a delivery, within the transaction that writes the delivery. Returns the id of an
 * earlier delivery with the same key, or null if the key is new.
 */
export function* takeDeliveryKey(
  tables: Tables,
  flow: number,
  { key, delivery, at }: { key: Uint8Array; delivery: number; at: Millis }
): Steps<Id | null> {
  // One that is too old to count is taken over, so that a late sweep changes nothing.
  const taken = yield* run(
    tables
      .insert(deliveryKeys)
      .values({ flow, key: Buffer.from(key), delivery, at })
      .onConflictDoUpdate({
        target: [deliveryKeys.flow, deliveryKeys.key],
        set: { delivery: sql`excluded.delivery`, at: sql`excluded.at` },
        setWhere: lte(deliveryKeys.at, at - DEDUP_KEY_LIFETIME)
      })
  )
  if (taken.changes > 0) return null
  const first = yield* get(
    tables
      .select({ id: deliveries.uid })
      .from(deliveryKeys)
      .innerJoin(deliveries, eq(deliveries.id, deliveryKeys.delivery))
      .where(and(eq(deliveryKeys.flow, flow), eq(deliveryKeys.key, Buffer.from(key))))
  )
  return first?.id ?? null
}

/**
 * Deletes the dedup keys of a subscription's filtered deliveries, so that repeated events count as new. Also
 * deletes their payloads when the flow stores no data. Needs a transaction.
 */
export function* deleteFilteredKeys(tables: Tables, subscription: number): Steps<void> {
  const isFiltered = and(eq(deliveries.subscription, subscription), eq(deliveries.status, 'filtered'))
  const flow = tables
    .select({ flow: subscriptions.flow })
    .from(subscriptions)
    .where(eq(subscriptions.id, subscription))
  const filtered = tables.select({ id: deliveries.id }).from(deliveries).where(isFiltered)
  yield* run(
    tables
      .delete(deliveryKeys)
      .where(and(inArray(deliveryKeys.flow, flow), inArray(deliveryKeys.delivery, filtered)))
  )
  const unsaved = tables
    .select({ id: deliveries.id })
    .from(deliveries)
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscription))
    .innerJoin(flows, eq(flows.id, subscriptions.flow))
    .where(and(isFiltered, eq(flows.saveAll, false)))
  yield* run(tables.delete(payloads).where(inArray(payloads.delivery, unsaved)))
}

/**
 * Deletes dedup keys older than a given time, of deliveries or of records, up to a maximum number. Returns
 * the number deleted.
 */
export function* forgetOldKeys(
  tables: Tables,
  keys: typeof deliveryKeys | typeof recordKeys,
  { before, most }: { before: Millis; most: number }
): Steps<number> {
  const { changes } = yield* rawRun(
    tables,
    sql`delete from ${keys} where (flow, key) in (
      select flow, key from ${keys} where at < ${before} order by at limit ${most})`
  )
  return changes
}
