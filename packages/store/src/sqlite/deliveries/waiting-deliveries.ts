import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { hasItsTurn, runsItsEvents } from '../../statements/conditions.ts'
import type { DeliveryStore, WaitingDelivery } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

interface Row {
  uid: Buffer
  subscription_uid: Buffer
  received_at: number
  method: string
  content_type: string
  size: number
  starts: number
  order_key: string | null
  query: string
  headers: string
  body: Buffer
  has_begun: 0 | 1
  redact_due: 0 | 1
}

const select = (which: string, index = 'indexed by deliveries_accepted'): string => `
  select d.uid, s.uid as subscription_uid, d.received_at, d.method, d.content_type, d.size, d.starts, d.order_key, d.redact_due,
    p.query, p.headers, p.body,
    exists (select 1 from runs r where r.uid = d.uid) as has_begun
  from deliveries d ${index}
    join subscriptions s on s.id = d.subscription
    join payloads p on p.delivery = d.id
  where d.status = 'accepted' and d.id > coalesce((select id from deliveries where uid = ?), 0) and ${hasItsTurn} and ${which}
  order by d.id limit ?`

const waitingOf = (row: Row): WaitingDelivery => ({
  delivery: {
    id: idOfBlob(row.uid),
    subscriptionId: idOfBlob(row.subscription_uid),
    receivedAt: row.received_at,
    method: row.method,
    contentType: row.content_type,
    size: row.size,
    status: { is: 'accepted' },
    orderKey: row.order_key,
    verdict: null,
    ...(row.redact_due === 1 ? { redaction: 'due' as const } : {})
  },
  arrival: { method: row.method, query: row.query, headers: JSON.parse(row.headers), body: row.body },
  starts: row.starts,
  hasBegun: row.has_begun === 1
})

const selectBacklog = `
  select d.uid as id, s.uid as subscription, d.order_key, d.starts
  from deliveries d indexed by deliveries_accepted
    join subscriptions s on s.id = d.subscription
  where d.status = 'accepted' and d.id > coalesce((select id from deliveries where uid = ?), 0)
    and ${hasItsTurn} and ${runsItsEvents}
  order by d.id limit ?`

/** Creates the reading of the queue of first runs, without requests. */
export const createBacklog = ({ db, read }: SqliteFile): DeliveryStore['backlog'] => {
  const select = db.prepare<
    [Buffer | null, number],
    { id: Buffer; subscription: Buffer; order_key: string | null; starts: number }
  >(selectBacklog)
  return ({ after, limit }) =>
    read(() =>
      select.all(after === undefined ? null : blobOfId(after), limit).map(row => ({
        id: idOfBlob(row.id),
        subscriptionId: idOfBlob(row.subscription),
        orderKey: row.order_key,
        starts: row.starts
      }))
    )
}

/**
 * Creates the reading of the queue of first runs. It uses only the partial index, so that its cost
 * depends on the waiting deliveries, not on all stored ones.
 */
export const createWaiting = ({ db, read }: SqliteFile): DeliveryStore['waiting'] => {
  const ofAll = db.prepare<[Buffer | null, number], Row>(select(runsItsEvents))
  const ofOne = db.prepare<[Buffer | null, Buffer, number], Row>(select(`s.uid = ? and ${runsItsEvents}`))
  const ofThese = db.prepare<[Buffer | null, string, number], Row>(
    select(`d.uid in (select unhex(value) from json_each(?)) and ${runsItsEvents}`, '')
  )
  const ofOrder = db.prepare<[Buffer | null, Buffer, string, number], Row>(
    select(`s.uid = ? and d.order_key = ? and ${runsItsEvents}`)
  )
  return ({ subscriptionId, orderKey, after, limit, ids }) =>
    read(() => {
      const from = after === undefined ? null : blobOfId(after)
      if (ids !== undefined) {
        const these = JSON.stringify(ids.map(id => blobOfId(id).toString('hex')))
        return ofThese.all(from, these, limit).map(waitingOf)
      }
      if (subscriptionId !== undefined && orderKey !== undefined) {
        return ofOrder.all(from, blobOfId(subscriptionId), orderKey, limit).map(waitingOf)
      }
      const rows =
        subscriptionId === undefined
          ? ofAll.all(from, limit)
          : ofOne.all(from, blobOfId(subscriptionId), limit)
      return rows.map(waitingOf)
    })
}
