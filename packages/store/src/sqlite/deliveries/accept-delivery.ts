import type { Id } from '@hookwright/model'
import { blobOfId, writeId } from '../../schema/uid.ts'
import { statusColumnsOf } from '../../statements/delivery-row.ts'
import type { DeliveryStore, NewDelivery } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { RowidCaches } from '../rows/rowid-caches.ts'
import type { DedupStore } from './dedup-store.ts'
import { createEraseUnrun } from './erase-delivery.ts'

const columns = 'uid, subscription, received_at, method, content_type, size, status'

/**
 * Creates the function that accepts deliveries, on the hot path. A delivery takes two statements, and a third
 * with a dedup key. Deliveries that arrive within two turns of the event loop share a commit.
 */
export const createAccept = (
  { db, group }: SqliteFile,
  rowids: RowidCaches,
  seen: DedupStore
): DeliveryStore['accept'] => {
  const insertAccepted = db.prepare(`insert into deliveries (${columns}) values (?,?,?,?,?,?,'accepted')`)
  const insertOrdered = db.prepare(
    `insert into deliveries (${columns}, order_key) values (?,?,?,?,?,?,'accepted',?)`
  )
  const insertOther = db.prepare(
    `insert into deliveries (${columns}, why, duplicate_of, verdict) values (?,?,?,?,?,?,?,?,?,?)`
  )
  const makeDuplicate = db.prepare(
    "update deliveries set status = 'duplicate', duplicate_of = ?, order_key = null where id = ?"
  )
  const setRedaction = db.prepare('update deliveries set redact_due = ?, redacted = ? where id = ?')
  const insertPayload = db.prepare('insert into payloads (delivery, query, headers, body) values (?,?,?,?)')
  const insertSealed = db.prepare(
    'insert into payloads (delivery, query, headers, body, sealed) values (?,?,?,?,?)'
  )
  const eraseUnrun = createEraseUnrun(db)
  // Bound values are copied, so one buffer serves all.
  const uid = Buffer.alloc(16)

  const insert = (subscription: number, delivery: NewDelivery): number | bigint => {
    const { receivedAt, method, contentType, size, status, orderKey } = delivery
    writeId(uid, delivery.id)
    if (status.is === 'accepted') {
      return orderKey === null
        ? insertAccepted.run(uid, subscription, receivedAt, method, contentType, size).lastInsertRowid
        : insertOrdered.run(uid, subscription, receivedAt, method, contentType, size, orderKey)
            .lastInsertRowid
    }
    const { status: is, why, duplicateOf } = statusColumnsOf(status)
    const of = duplicateOf === null ? null : blobOfId(duplicateOf)
    const verdict = delivery.verdict === null ? null : JSON.stringify(delivery.verdict)
    return insertOther.run(uid, subscription, receivedAt, method, contentType, size, is, why, of, verdict)
      .lastInsertRowid
  }

  return (delivery, once) =>
    group.join(() => {
      let first: Id | null = null
      const subscription = rowids.subscription(delivery.subscriptionId)
      const flow = once === undefined ? null : rowids.flow(once.flowId)
      const { arrival } = delivery
      const headersText = arrival === null ? '' : JSON.stringify(arrival.headers)
      let rowid: number | bigint = 0
      return {
        bytes:
          200 +
          headersText.length +
          (delivery.sealedBody?.byteLength ?? 0) +
          (arrival === null ? 0 : arrival.query.length + arrival.body.byteLength),
        write: () => {
          rowid = insert(subscription, delivery)
          first =
            once === undefined || flow === null
              ? null
              : seen.delivery(flow, once.key, rowid, delivery.receivedAt)
          if (first !== null) {
            makeDuplicate.run(blobOfId(first), rowid)
            return
          }
          const { redaction, sealedBody } = delivery
          if (arrival !== null && sealedBody !== undefined) {
            insertSealed.run(rowid, arrival.query, headersText, arrival.body, sealedBody)
          } else if (arrival !== null) insertPayload.run(rowid, arrival.query, headersText, arrival.body)
          if (redaction === 'due') setRedaction.run(1, null, rowid)
          else if (redaction !== undefined) setRedaction.run(0, JSON.stringify(redaction), rowid)
          if (delivery.status.is !== 'accepted') eraseUnrun(delivery.id)
        },
        kept: note => {
          if (delivery.status.is === 'accepted' && first === null) rowids.accepted(delivery.id, rowid)
          note('deliveries', delivery.id, delivery.subscriptionId)
          return first
        }
      }
    })
}
