import { and, desc, eq, sql } from 'drizzle-orm'
import type { DeliveryStore } from '../store.ts'
import { createAccept } from './accept-delivery.ts'
import { deliveryOf, selectDeliveries, statusColumnsOf } from './delivery-row.ts'
import { createSamples } from './delivery-samples.ts'
import { createEraseUnrun } from './erase-delivery.ts'
import type { KnownRowids } from './known-rowids.ts'
import { deliveries, payloads } from './schema.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { blobOfId } from './uid.ts'
import { createWaiting } from './waiting-deliveries.ts'

export const createDeliveryStore = (file: SqliteFile, rowids: KnownRowids): DeliveryStore => {
  const { db, tables, group, write, read, list } = file
  const countStart = db.prepare('update deliveries set starts = starts + 1 where uid = ?')
  const clearStarts = db.prepare('update deliveries set starts = 0 where uid = ?')
  const settle = db.prepare(
    `update deliveries set status = ?, why = ?, duplicate_of = ? where uid = ? and status = 'accepted'`
  )
  const eraseUnrun = createEraseUnrun(db)
  return {
    accept: createAccept(file, rowids),
    find: id =>
      read(() => {
        const row = selectDeliveries(tables).where(eq(deliveries.uid, id)).get()
        if (row === undefined) return null
        const payload = tables.select().from(payloads).where(eq(payloads.delivery, row.id)).get()
        if (payload === undefined) return { delivery: deliveryOf(row), arrival: null }
        const { query, headers, body } = payload
        return { delivery: deliveryOf(row), arrival: { method: row.method, query, headers, body } }
      }),
    list: ({ flowId, subscriptionId, before, limit }) =>
      list(reading => {
        const beforeRow =
          before === undefined
            ? undefined
            : sql`${deliveries.id} < (select id from deliveries where uid = ${blobOfId(before)})`
        // A flow has had a few subscriptions: the newest of each, by index, then the newest of those.
        const ofFlow =
          flowId === undefined
            ? undefined
            : sql`${deliveries.id} in (
                select d.id from subscriptions s, deliveries d
                where s.flow = (select id from flows where uid = ${blobOfId(flowId)}) and d.id in (
                  select id from deliveries
                  where subscription = s.id and id < coalesce(
                    (select id from deliveries where uid = ${before === undefined ? null : blobOfId(before)}),
                    9223372036854775807)
                  order by id desc limit ${limit}))`
        return selectDeliveries(reading)
          .where(
            and(
              beforeRow,
              ofFlow,
              subscriptionId === undefined
                ? undefined
                : sql`${deliveries.subscription} = (
                    select id from subscriptions where uid = ${blobOfId(subscriptionId)})`
            )
          )
          .orderBy(desc(deliveries.id))
          .limit(limit)
          .all()
          .map(deliveryOf)
      }),
    samples: createSamples(file),
    waiting: createWaiting(file),
    countStarts: ids =>
      write(() => {
        for (const id of ids) countStart.run(blobOfId(id))
      }),
    clearStarts: ids =>
      write(() => {
        for (const id of ids) clearStarts.run(blobOfId(id))
      }),
    settle: (id, status) =>
      group.join(() => {
        const columns = statusColumnsOf(status)
        const of = columns.duplicateOf === null ? null : blobOfId(columns.duplicateOf)
        return {
          bytes: 100,
          write: () => {
            settle.run(columns.status, columns.why, of, blobOfId(id))
            eraseUnrun(id)
          },
          kept: note => {
            rowids.settled(id)
            note('deliveries', id)
          }
        }
      })
  }
}
