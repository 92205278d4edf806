import type { Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from './uid.ts'

/**
 * Takes away what a delivery's values are kept in: the payload, and trace and result of its runs. Does nothing while a
 * run of the delivery is still open; a parked one is.
 */
export type EraseDelivery = (delivery: number) => void

export const createEraseDelivery = (db: Database): EraseDelivery => {
  const open = db
    .prepare(
      `select 1 from runs where delivery = ? and status in ('queued', 'running', 'waiting', 'parked') limit 1`
    )
    .pluck()
  const erasePayload = db.prepare('delete from payloads where delivery = ?')
  const eraseRuns = db.prepare(
    `update runs set steps = null, result = null
     where delivery = ? and (steps is not null or result is not null)`
  )
  return delivery => {
    if (open.get(delivery) !== undefined) return
    erasePayload.run(delivery)
    eraseRuns.run(delivery)
  }
}

/** Takes away the payload of a delivery that gets no run, when its flow keeps no data. */
export type EraseUnrun = (delivery: Id) => void

export const createEraseUnrun = (db: Database): EraseUnrun => {
  const erase = db.prepare(
    `delete from payloads where delivery = (
       select d.id from deliveries d
         join subscriptions s on s.id = d.subscription
         join flows f on f.id = s.flow
       where d.uid = ? and d.status <> 'accepted' and f.save_all = 0)`
  )
  return delivery => {
    erase.run(blobOfId(delivery))
  }
}
