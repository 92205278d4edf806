import type { Id, Millis } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { WorkKind } from '../../store.ts'

/** Number of deliveries or runs that are read, and of jobs that are written, at once. */
export const PAGE = 1_000

/** Waiting run as a job: that of its delivery where it locks an order, else one of its own. */
export interface WaitingWork {
  run: Id
  subscription: number
  kind: WorkKind
  id: Id
  orderKey: string | null
  /** Time until it is due, by the clock of the database. */
  delay: Millis
}

function* readWaits(tables: Tables, which: SQL): Steps<WaitingWork[]> {
  const rows = yield* rawRows<{
    uid: Buffer
    delivery: Buffer | null
    order_key: string | null
    subscription: number
    delay: number | null
  }>(
    tables,
    sql`select r.uid, d.uid as delivery, w.order_key, w.subscription,
        cast(w.until - extract(epoch from now()) * 1000 as float8) as delay
      from waits w join runs r on r.id = w.run left join deliveries d on d.id = r.delivery where ${which}`
  )
  return rows.map(({ uid, delivery, order_key: orderKey, subscription, delay }) => ({
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

/** Reads the next waiting runs of a subscription as jobs, in the order of their ids. */
export function* readWaitingOf(tables: Tables, subscription: number, after: Id | null): Steps<WaitingWork[]> {
  const behind = after === null ? sql`` : sql`and r.uid > ${blobOfId(after)}`
  return yield* readWaits(
    tables,
    sql`w.subscription = ${subscription} ${behind} order by r.uid limit ${PAGE}`
  )
}

/** Reads the next deliveries of a subscription that wait for a run, or whose records do, in the order of their ids. */
export function* readWaitingDeliveries(
  tables: Tables,
  subscription: number,
  after: Id | null
): Steps<{ id: Id; orderKey: string | null }[]> {
  const behind = after === null ? sql`` : sql`and d.uid > ${blobOfId(after)}`
  const rows = yield* rawRows<{ uid: Buffer; order_key: string | null }>(
    tables,
    sql`select d.uid, d.order_key from deliveries d
      where d.subscription = ${subscription} and d.status = 'accepted' ${behind}
      union select d.uid, d.order_key from runs r join deliveries d on d.id = r.delivery
      where r.subscription = ${subscription} and r.status = 'queued' ${behind}
      order by 1 limit ${PAGE}`
  )
  return rows.map(({ uid, order_key }) => ({ id: idOfBlob(uid), orderKey: order_key }))
}
