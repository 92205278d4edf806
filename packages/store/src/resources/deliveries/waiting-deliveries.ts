import type { Id } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { isNotOrderLocked, runsItsEvents } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { rawRows } from '../../statements/steps.ts'
import type { DeliveryStore, WaitingDelivery } from '../../store.ts'

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

/**
 * Repeats the last id until the number of ids is a power of two, to limit the number of different statements
 * and cached plans.
 */
const padded = (ids: readonly Id[]): Id[] => {
  const length = 2 ** Math.ceil(Math.log2(ids.length))
  return [...ids, ...Array.from({ length: length - ids.length }, () => ids.at(-1) ?? '')]
}

/**
 * Returns the SQL condition for accepted deliveries `d`, with subscription `s`, that may run now and come
 * after a given delivery.
 */
const mayRunAfter = (after: Id | undefined): SQL => {
  const behind =
    after === undefined
      ? sql``
      : sql`and d.id > coalesce((select id from deliveries where uid = ${blobOfId(after)}), 0)`
  return sql`d.status = 'accepted' ${behind} and ${sql.raw(isNotOrderLocked)} and ${sql.raw(runsItsEvents)}`
}

/**
 * Creates the queries of deliveries that wait for their first run, in the order of writing, with requests or
 * without. `queue` is SQL that names deliveries `d`. Its cost should depend on the waiting deliveries, not on
 * all stored ones.
 */
export const createWaiting = (
  { read }: Database,
  queue: SQL
): Pick<DeliveryStore, 'waiting' | 'backlog'> => ({
  waiting: ({ subscriptionId, orderKey, after, limit, ids }) =>
    read(function* (reading) {
      if (ids?.length === 0) return []
      const of: SQL[] = [mayRunAfter(after)]
      if (ids !== undefined) {
        const uids = padded(ids).map(id => sql`${blobOfId(id)}`)
        of.push(sql`d.uid in (${sql.join(uids, sql`, `)})`)
      } else if (subscriptionId !== undefined) {
        of.push(sql`s.uid = ${blobOfId(subscriptionId)}`)
        if (orderKey !== undefined) of.push(sql`d.order_key = ${orderKey}`)
      }
      const rows = yield* rawRows<Row>(
        reading,
        sql`select d.uid, s.uid as subscription_uid, d.received_at, d.method, d.content_type, d.size, d.starts,
            d.order_key, d.redact_due, p.query, p.headers, p.body,
            case when exists (select 1 from runs r where r.uid = d.uid) then 1 else 0 end as has_begun
          from ${ids === undefined ? queue : sql`deliveries d`}
            join subscriptions s on s.id = d.subscription
            join payloads p on p.delivery = d.id
          where ${sql.join(of, sql` and `)}
          order by d.id limit ${limit}`
      )
      return rows.map(waitingOf)
    }),
  backlog: ({ after, limit }) =>
    read(function* (reading) {
      const rows = yield* rawRows<{
        id: Buffer
        subscription: Buffer
        order_key: string | null
        starts: number
      }>(
        reading,
        sql`select d.uid as id, s.uid as subscription, d.order_key, d.starts
          from ${queue} join subscriptions s on s.id = d.subscription
          where ${mayRunAfter(after)}
          order by d.id limit ${limit}`
      )
      return rows.map(row => ({
        id: idOfBlob(row.id),
        subscriptionId: idOfBlob(row.subscription),
        orderKey: row.order_key,
        starts: row.starts
      }))
    })
})
