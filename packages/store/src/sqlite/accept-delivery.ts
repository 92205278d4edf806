import type { DeliveryStore, NewDelivery } from '../store.ts'
import { statusColumnsOf } from './delivery-row.ts'
import { createEraseUnrun } from './erase-delivery.ts'
import type { KnownRowids } from './known-rowids.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { blobOfId, writeId } from './uid.ts'

const columns = 'uid, subscription, received_at, method, content_type, size, status'

/** The hot path in: two statements a delivery, in the commit that all arrivals of one turn share. */
export const createAccept = ({ db, group }: SqliteFile, rowids: KnownRowids): DeliveryStore['accept'] => {
  const insertAccepted = db.prepare(`insert into deliveries (${columns}) values (?,?,?,?,?,?,'accepted')`)
  const insertOther = db.prepare(
    `insert into deliveries (${columns}, why, duplicate_of) values (?,?,?,?,?,?,?,?,?)`
  )
  const insertPayload = db.prepare('insert into payloads (delivery, query, headers, body) values (?,?,?,?)')
  const eraseUnrun = createEraseUnrun(db)
  // Bound values are copied, so one buffer serves all.
  const uid = Buffer.alloc(16)

  const insert = (subscription: number, delivery: NewDelivery): number | bigint => {
    const { receivedAt, method, contentType, size, status } = delivery
    writeId(uid, delivery.id)
    if (status.is === 'accepted') {
      return insertAccepted.run(uid, subscription, receivedAt, method, contentType, size).lastInsertRowid
    }
    const { status: is, why, duplicateOf } = statusColumnsOf(status)
    const of = duplicateOf === null ? null : blobOfId(duplicateOf)
    return insertOther.run(uid, subscription, receivedAt, method, contentType, size, is, why, of)
      .lastInsertRowid
  }

  return delivery =>
    group.join(() => {
      const subscription = rowids.subscription(delivery.subscriptionId)
      const { query, headers, body } = delivery.arrival
      const headersText = JSON.stringify(headers)
      let rowid: number | bigint = 0
      return {
        bytes: 200 + headersText.length + query.length + body.byteLength,
        write: () => {
          rowid = insert(subscription, delivery)
          insertPayload.run(rowid, query, headersText, body)
          if (delivery.status.is !== 'accepted') eraseUnrun(delivery.id)
        },
        kept: note => {
          if (delivery.status.is === 'accepted') rowids.accepted(delivery.id, rowid)
          note('deliveries', delivery.id, delivery.subscriptionId)
        }
      }
    })
}
