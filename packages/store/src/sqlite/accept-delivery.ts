import type { DeliveryStore } from '../store.ts'
import { statusColumnsOf } from './delivery-row.ts'
import type { KnownRowids } from './known-rowids.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { blobOfId } from './uid.ts'

/** The hot path in: two statements a delivery, in the commit that all arrivals of one turn share. */
export const createAccept = ({ db, group }: SqliteFile, rowids: KnownRowids): DeliveryStore['accept'] => {
  const insertDelivery = db.prepare(
    `insert into deliveries (uid, subscription, received_at, method, content_type, size, status, why, duplicate_of)
     values (?,?,?,?,?,?,?,?,?)`
  )
  const insertPayload = db.prepare(
    'insert into payloads (delivery, query, headers, body) values (last_insert_rowid(),?,?,?)'
  )
  return async delivery => {
    const subscription = rowids.subscription(delivery.subscriptionId)
    const { status, why, duplicateOf } = statusColumnsOf(delivery.status)
    const { query, headers, body } = delivery.arrival
    const headersText = JSON.stringify(headers)
    await group.add({
      bytes: 200 + headersText.length + query.length + body.byteLength,
      write: () => {
        insertDelivery.run(
          blobOfId(delivery.id),
          subscription,
          delivery.receivedAt,
          delivery.method,
          delivery.contentType,
          delivery.size,
          status,
          why,
          duplicateOf === null ? null : blobOfId(duplicateOf)
        )
        insertPayload.run(query, headersText, body)
      },
      changed: note => note('deliveries', delivery.id)
    })
  }
}
