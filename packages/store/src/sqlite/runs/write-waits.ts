import type { Id, Millis } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'

/** Statements that write waits. All of them need a transaction. */
export interface WaitWriter {
  /** Records that a run waits. */
  put: (run: Id, wait: { until: Millis; orderKey: string | null }) => void
  /** Changes the due time and keeps the order lock, if any. */
  move: (run: Id, until: Millis) => void
  /** Deletes the wait; returns the order key that it had locked. */
  forget: (run: Id) => string | null
}

export const createWaitWriter = (db: Database): WaitWriter => {
  const put = db.prepare(
    `insert into waits (run, until, subscription, flow, order_key)
       select id, ?, subscription, flow, ? from runs where uid = ?
     on conflict (run) do update set until = excluded.until, order_key = excluded.order_key, starts = 0`
  )
  const move = db.prepare(
    `insert into waits (run, until, subscription, flow) select id, ?, subscription, flow from runs where uid = ?
     on conflict (run) do update set until = excluded.until, starts = 0`
  )
  const forget = db
    .prepare<[Buffer], string | null>(
      'delete from waits where run = (select id from runs where uid = ?) returning order_key'
    )
    .pluck()
  return {
    put: (run, { until, orderKey }) => put.run(until, orderKey, blobOfId(run)),
    move: (run, until) => move.run(until, blobOfId(run)),
    forget: run => forget.get(blobOfId(run)) ?? null
  }
}
