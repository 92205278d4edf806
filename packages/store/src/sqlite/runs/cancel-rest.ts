import type { Id, Millis, RunStatus } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { detailOf } from '../../statements/run-row.ts'

/**
 * Function that ends the queued runs of a delivery and returns their ids. It skips the runs in `but`, and
 * those with a journaled effect, which have begun although their rows still have the status `queued`. Needs a
 * transaction.
 */
export type CancelRest = (delivery: number, rest: { status: RunStatus; but: Id[] }, at: Millis | null) => Id[]

export const createCancelRest = (db: Database): CancelRest => {
  const queued = db
    .prepare<[number], Buffer>(
      `select uid from runs r where delivery = ? and status = 'queued'
         and not exists (select 1 from journal j where j.run = r.uid)`
    )
    .pluck()
  const cancel = db.prepare(
    `update runs set status = @is, detail = @detail, started_at = coalesce(@at, started_at), finished_at = @at, record = null
     where uid = @uid`
  )
  return (delivery, { status, but }, at) => {
    const begun = new Set(but)
    const ids = queued
      .all(delivery)
      .map(idOfBlob)
      .filter(id => !begun.has(id))
    for (const id of ids) cancel.run({ is: status.is, detail: detailOf(status), at, uid: blobOfId(id) })
    return ids
  }
}
