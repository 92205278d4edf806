import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import { deliveries, deliveryKeys, payloads, recordKeys } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Database } from '../../statements/database.ts'
import { deliveryOf, selectDeliveries } from '../../statements/delivery-row.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { get, run } from '../../statements/steps.ts'
import type { DeliveryStore } from '../../store.ts'
import { createRefusals } from './count-refusals.ts'
import { forgetOldKeys } from './dedup-keys.ts'
import { createWaiting } from './waiting-deliveries.ts'

/**
 * Creates the delivery methods that both stores share: all except the hot path and the lists. `queue` is SQL
 * for the `from` clause that names accepted deliveries `d`.
 */
export const createDeliveryQueue = (
  database: Database,
  queue: SQL
): Omit<DeliveryStore, 'accept' | 'settle' | 'list' | 'chart' | 'samples'> => {
  const { tables, write, read } = database
  // Prepared once: these are read after each event.
  const selectById = prepareOnce(() =>
    selectDeliveries(tables)
      .where(eq(deliveries.uid, sql.placeholder('uid')))
      .prepare()
  )
  const selectPayload = prepareOnce(() =>
    tables
      .select()
      .from(payloads)
      .where(eq(payloads.delivery, sql.placeholder('delivery')))
      .prepare()
  )
  return {
    find: id =>
      read(function* () {
        const row = yield* get(selectById(), { uid: blobOfId(id) })
        if (row === undefined) return null
        const payload = yield* get(selectPayload(), { delivery: row.id })
        if (payload === undefined) return { delivery: deliveryOf(row), arrival: null }
        const { query, headers, body } = payload
        return { delivery: deliveryOf(row), arrival: { method: row.method, query, headers, body } }
      }),
    ...createWaiting(database, queue),
    countStarts: ids =>
      write(function* () {
        const starts = sql`${deliveries.starts} + 1`
        yield* run(tables.update(deliveries).set({ starts }).where(inArray(deliveries.uid, ids)))
      }),
    clearStarts: ids =>
      write(function* () {
        yield* run(tables.update(deliveries).set({ starts: 0 }).where(inArray(deliveries.uid, ids)))
      }),
    forgetKeys: (before, most) =>
      write(function* () {
        const ofDeliveries = yield* forgetOldKeys(tables, deliveryKeys, { before, most })
        return ofDeliveries + (yield* forgetOldKeys(tables, recordKeys, { before, most }))
      }),
    ...createRefusals(database)
  }
}
