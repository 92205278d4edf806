import { sql } from 'drizzle-orm'
import { createDeliveryQueue } from '../../resources/deliveries/deliveries-store.ts'
import { createSamples } from '../../resources/history/delivery-samples.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { statusColumnsOf } from '../../statements/delivery-row.ts'
import type { DeliveryStore } from '../../store.ts'
import { createSharedDatabase } from '../database/shared-database.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { sqliteHistory } from '../history/history-sql.ts'
import type { RowidCaches } from '../rows/rowid-caches.ts'
import { createAccept } from './accept-delivery.ts'
import type { DedupStore } from './dedup-store.ts'
import { createEraseUnrun } from './erase-delivery.ts'

/**
 * SQL for the `from` clause that names accepted deliveries. It uses their partial index, so that the cost
 * does not depend on all stored deliveries.
 */
const queue = sql`deliveries d indexed by deliveries_accepted`

export const createDeliveryStore = (
  file: SqliteFile,
  rowids: RowidCaches,
  seen: DedupStore
): DeliveryStore => {
  const { db, group } = file
  const settle = db.prepare<(string | Buffer | null)[], { subscription: number; of: Buffer }>(
    `update deliveries set status = ?, why = ?, duplicate_of = ? where uid = ? and status = 'accepted'
       returning subscription, (select s.uid from subscriptions s where s.id = subscription) as "of"`
  )
  const eraseUnrun = createEraseUnrun(db)
  return {
    ...createDeliveryQueue(createSharedDatabase(file), queue),
    accept: createAccept(file, rowids, seen),
    list: file.history.listDeliveries,
    chart: file.history.chartDeliveries,
    samples: createSamples(createSharedDatabase(file), sqliteHistory),
    settle: (id, status) =>
      group.join(() => {
        const columns = statusColumnsOf(status)
        const original = columns.duplicateOf === null ? null : blobOfId(columns.duplicateOf)
        let of: Buffer | undefined
        return {
          bytes: 100,
          write: () => {
            const settled = settle.get(columns.status, columns.why, original, blobOfId(id))
            of = settled?.of
            eraseUnrun(id)
            if (settled !== undefined && status.is === 'filtered') seen.deleteFiltered(settled.subscription)
          },
          kept: note => {
            rowids.settled(id)
            if (of !== undefined) note('deliveries', id, idOfBlob(of))
          }
        }
      })
  }
}
