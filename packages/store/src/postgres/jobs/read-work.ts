import type { Id, Millis } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { WorkKind } from '../../store.ts'

/** Number of deliveries or runs read at a time, and of jobs written at a time. */
export const PAGE = 500

/**
 * Waiting run as a job of the queue. It is the job of its delivery if the run locks an order; otherwise a
 * separate job.
 */
export interface WaitingWork {
  run: Id
  subscription: number
  kind: WorkKind
  id: Id
  orderKey: string | null
  /** Delay until the run is due, by the clock of the database. */
  delay: Millis
}

function* readWaits(tables: Tables, which: SQL): Steps<Positioned<WaitingWork>[]> {
  const rows = yield* rawRows<{
    position: number
    uid: Buffer
    delivery: Buffer | null
    order_key: string | null
    subscription: number
    delay: number | null
  }>(
    tables,
    sql`select w.run as position, r.uid, d.uid as delivery, w.order_key, w.subscription,
        cast(w.until - extract(epoch from now()) * 1000 as float8) as delay
      from waits w join runs r on r.id = w.run left join deliveries d on d.id = r.delivery where ${which}`
  )
  return rows.map(({ position, uid, delivery, order_key: orderKey, subscription, delay }) => ({
    position: String(position),
    run: idOfBlob(uid),
    subscription,
    kind: orderKey === null || delivery === null ? 'run' : 'delivery',
    id: idOfBlob(orderKey === null || delivery === null ? uid : delivery),
    orderKey,
    delay: delay ?? 0
  }))
}

/** Reads waiting runs as jobs. */
export function* readWaiting(tables: Tables, runs: readonly Id[]): Steps<WaitingWork[]> {
  const uids = runs.map(id => sql`${blobOfId(id)}`)
  return yield* readWaits(tables, sql`r.uid in (${sql.join(uids, sql`, `)})`)
}

/** Item with its position in the reading order. The next page begins after the last position. */
export type Positioned<Item> = Item & { position: string }

const beyond = (column: SQL, after: string | null): SQL =>
  after === null ? sql`` : sql`and ${column} > cast(${after} as bigint)`

/** Reads the next waiting runs of a subscription as jobs. */
export function* readWaitingOf(
  tables: Tables,
  subscription: number,
  after: string | null
): Steps<Positioned<WaitingWork>[]> {
  return yield* readWaits(
    tables,
    sql`w.subscription = ${subscription} ${beyond(sql`w.run`, after)} order by w.run limit ${PAGE}`
  )
}

/** Delivery that waits for its first run. */
type WaitingDeliveryRow = Positioned<{ id: Id; orderKey: string | null }>

function* readDeliveries(tables: Tables, query: SQL): Steps<WaitingDeliveryRow[]> {
  const rows = yield* rawRows<{ position: number; uid: Buffer; order_key: string | null }>(tables, query)
  return rows.map(({ position, uid, order_key }) => ({
    ...{ position: String(position), id: idOfBlob(uid), orderKey: order_key }
  }))
}

/**
 * Reads the next deliveries of a subscription that wait for their first run. The index of accepted deliveries provides
 * the order.
 */
export const readWaitingDeliveries = (
  tables: Tables,
  subscription: number,
  after: string | null
): Steps<WaitingDeliveryRow[]> =>
  readDeliveries(
    tables,
    sql`select d.id as position, d.uid, d.order_key from deliveries d
      where d.status = 'accepted' and d.subscription = ${subscription} ${beyond(sql`d.id`, after)}
      order by d.id limit ${PAGE}`
  )

/** Returns the deliveries of the next queued records of a subscription. */
export const readQueuedRecords = (
  tables: Tables,
  subscription: number,
  after: string | null
): Steps<WaitingDeliveryRow[]> =>
  readDeliveries(
    tables,
    sql`select r.id as position, d.uid, d.order_key from runs r join deliveries d on d.id = r.delivery
      where r.status = 'queued' and r.subscription = ${subscription} ${beyond(sql`r.id`, after)}
      order by r.id limit ${PAGE}`
  )
