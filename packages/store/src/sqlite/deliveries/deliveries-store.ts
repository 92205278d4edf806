import { eq, sql } from 'drizzle-orm'
import { createSamples } from '../../resources/history/delivery-samples.ts'
import { deliveries, payloads } from '../../schema/schema.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { deliveryOf, selectDeliveries, statusColumnsOf } from '../../statements/delivery-row.ts'
import type { DeliveryStore } from '../../store.ts'
import { createSharedDatabase } from '../database/shared-database.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { KnownRowids } from '../rows/known-rowids.ts'
import { createAccept } from './accept-delivery.ts'
import { createRefusals } from './count-refusals.ts'
import type { DedupStore } from './dedup-store.ts'
import { createEraseUnrun } from './erase-delivery.ts'
import { createBacklog, createWaiting } from './waiting-deliveries.ts'

export const createDeliveryStore = (
  file: SqliteFile,
  rowids: KnownRowids,
  seen: DedupStore
): DeliveryStore => {
  const { db, tables, group, write, read } = file
  const countStart = db.prepare('update deliveries set starts = starts + 1 where uid = ?')
  const clearStarts = db.prepare('update deliveries set starts = 0 where uid = ?')
  const settle = db.prepare<(string | Buffer | null)[], { subscription: number; of: Buffer }>(
    `update deliveries set status = ?, why = ?, duplicate_of = ? where uid = ? and status = 'accepted'
       returning subscription, (select s.uid from subscriptions s where s.id = subscription) as "of"`
  )
  const eraseUnrun = createEraseUnrun(db)
  // Prepared once: these are read after each event.
  const selectById = selectDeliveries(tables)
    .where(eq(deliveries.uid, sql.placeholder('uid')))
    .prepare()
  const selectPayload = tables
    .select()
    .from(payloads)
    .where(eq(payloads.delivery, sql.placeholder('delivery')))
    .prepare()
  return {
    accept: createAccept(file, rowids, seen),
    find: id =>
      read(() => {
        const row = selectById.get({ uid: blobOfId(id) })
        if (row === undefined) return null
        const payload = selectPayload.get({ delivery: row.id })
        if (payload === undefined) return { delivery: deliveryOf(row), arrival: null }
        const { query, headers, body } = payload
        return { delivery: deliveryOf(row), arrival: { method: row.method, query, headers, body } }
      }),
    list: file.history.listDeliveries,
    chart: file.history.chartDeliveries,
    samples: createSamples(createSharedDatabase(file)),
    waiting: createWaiting(file),
    backlog: createBacklog(file),
    countStarts: ids =>
      write(() => {
        for (const id of ids) countStart.run(blobOfId(id))
      }),
    clearStarts: ids =>
      write(() => {
        for (const id of ids) clearStarts.run(blobOfId(id))
      }),
    forgetKeys: (before, most) => write(() => seen.forget(before, most)),
    ...createRefusals(file, rowids),
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
            if (settled !== undefined && status.is === 'filtered') seen.takeBack(settled.subscription)
          },
          kept: note => {
            rowids.settled(id)
            if (of !== undefined) note('deliveries', id, idOfBlob(of))
          }
        }
      })
  }
}
