import type { Id, Millis } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'

/** Statements that write waits. All of them need a transaction. */
export interface WaitWriter {
  /** Records that a run waits. */
  put: (run: Id, wait: { until: Millis; orderKey: string | null }) => void
  /** Deletes the wait of a run, and its order lock. */
  forget: (run: Id) => void
}

export const createWaitWriter = (db: Database): WaitWriter => {
  const put = db.prepare(
    `insert into waits (run, until, subscription, flow, order_key)
       select id, ?, subscription, flow, ? from runs where uid = ?
     on conflict (run) do update set until = excluded.until, order_key = excluded.order_key, starts = 0`
  )
  const forget = db.prepare('delete from waits where run = (select id from runs where uid = ?)')
  return {
    put: (run, { until, orderKey }) => put.run(until, orderKey, blobOfId(run)),
    forget: run => forget.run(blobOfId(run))
  }
}
