import type { Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'
import { openStatuses } from '../../statements/conditions.ts'
import type { AfterLast, RedactedPayload } from '../../store.ts'

/** Creates the check for open runs of a delivery. A run on hold is open. Needs no transaction. */
const createIsOpen = (db: Database): ((delivery: number) => boolean) => {
  const open = db
    .prepare(`select 1 from runs where delivery = ? and status in ${openStatuses} limit 1`)
    .pluck()
  return delivery => open.get(delivery) !== undefined
}

/**
 * Applies retention to a delivery that has no open run. Deletes its payload and the traces and results of its
 * runs, or replaces the request by its redacted form.
 */
export type FollowLast = (delivery: number, then: Partial<AfterLast>) => void

export const createFollowLast = (db: Database): FollowLast => {
  const isOpen = createIsOpen(db)
  const erasePayload = db.prepare('delete from payloads where delivery = ?')
  const eraseRuns = db.prepare(
    `update runs set steps = null, result = null
     where delivery = ? and (steps is not null or result is not null)`
  )
  const erased = db.prepare('update deliveries set redact_due = 0 where id = ? and redact_due = 1')
  const redact = createRedact(db)
  return (delivery, { erase, redacted }) => {
    if (!erase && redacted === undefined) return
    if (isOpen(delivery)) return
    if (redacted !== undefined) redact(delivery, redacted)
    if (!erase) return
    erasePayload.run(delivery)
    eraseRuns.run(delivery)
    erased.run(delivery)
  }
}

/**
 * Creates the function that replaces a request by its redacted form. Also removes the source of its order
 * key, which may be a value.
 */
const createRedact = (db: Database): ((delivery: number, redacted: RedactedPayload) => void) => {
  const replace = db.prepare(
    'update payloads set query = ?, headers = ?, body = ?, sealed = null where delivery = ?'
  )
  const settle = db.prepare(
    `update deliveries set redact_due = 0, redacted = coalesce(?, redacted),
       order_key = case when ? is null then order_key end where id = ?`
  )
  return (delivery, { arrival, places }) => {
    if (arrival !== null) {
      replace.run(arrival.query, JSON.stringify(arrival.headers), arrival.body, delivery)
    }
    const text = places.length === 0 ? null : JSON.stringify(places)
    settle.run(text, text, delivery)
  }
}

/** Deletes the payload of a delivery without a run, when its flow stores no data. */
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
