import { hasEnded, type Millis, type RunStatus } from '@hookwright/model'
import { BATCH_SIZE, readCursor, writeCursor } from '../../statements/batch.ts'
import type { Bite, KeepingStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { createIsOpen } from '../deliveries/erase-delivery.ts'
import { createAges } from '../rows/age-of-rows.ts'

const parts = ['deliveries', 'runs', 'attempts', 'rest', 'subscriptions'] as const

interface Row<Status = string> {
  id: number
  at: Millis
  status: Status
}

/** SQL condition: subscription `s` has certainly ended without open leftovers. */
const isOver = `s.status = 'ended' and s.how <> 'uncertain'
  and not exists (select 1 from cleanup_entries e where e.subscription = s.id and e.status = 'open')`

/**
 * SQL condition: a newer attempt of the same kind follows attempt `a`, a comparison or a removal of
 * a found registration.
 */
const isSuperseded = `a.kind in ('reconciliation', 'removal') and exists (
  select 1 from attempts n where n.subscription = a.subscription and n.kind = a.kind and n.id > a.id)`

/**
 * Creates the deletion of old deliveries and runs, in the order of writing, up to where only young
 * ones follow. The newest row of each table stays regardless of its age, so that no rowid is
 * reused.
 */
export const createForgetRows = ({ db, write }: SqliteFile): KeepingStore['forgetRows'] => {
  const isOpen = createIsOpen(db)
  const ages = { deliveries: createAges(db, 'deliveries'), runs: createAges(db, 'runs') }
  const oldest = db.prepare<[number, number], Row>(
    `select id, received_at as at, status from deliveries
     where id > ? and id < (select max(id) from deliveries) order by id limit ?`
  )
  const deleteRuns = db.prepare<[number, number]>(
    'delete from runs where id in (select id from runs where delivery = ? limit ?)'
  )
  const deletePayload = db.prepare('delete from payloads where delivery = ?')
  const deleteDelivery = db.prepare('delete from deliveries where id = ?')
  const oldestRuns = db.prepare<[number, number], Row<RunStatus['is']> & { alone: 0 | 1 }>(
    `select id, started_at as at, status,
       delivery is null and (subscription is null or kind = 'poll' or id in (select run from calls)) as alone from runs
     where id > ? and id < (select max(id) from runs) order by id limit ?`
  )
  const deleteRun = db.prepare('delete from runs where id = ?')
  const oldAttempts = db.prepare<[Millis, number], { id: number; run: Buffer | null }>(
    `select a.id, a.run_id as run from attempts a join subscriptions s on s.id = a.subscription
     where a.ended_at < ? and ((${isOver}) or (${isSuperseded})) limit ?`
  )
  const deleteRunOf = db.prepare('delete from runs where uid = ? and delivery is null')
  const deleteAttempt = db.prepare('delete from attempts where id = ?')
  const deleteEntries = db.prepare<[Millis, number]>(
    `delete from cleanup_entries where id in (
       select e.id from cleanup_entries e join subscriptions s on s.id = e.subscription
       where e.status = 'closed' and e.closed_at < ? and s.how <> 'uncertain' limit ?)`
  )
  const deleteRefusals = db.prepare<[Millis, number]>(
    `delete from refusals where (subscription, reason) in (
       select subscription, reason from refusals where last_at < ? limit ?)`
  )

  /**
   * Deletes ended subscriptions. The newest one of a flow stays, since it explains why the flow is
   * off.
   */
  const deleteSubscriptions = db.prepare<[Millis, number]>(
    `delete from subscriptions where id in (
       select s.id from subscriptions s indexed by subscriptions_status
       where ${isOver} and s.since < ?
         and exists (select 1 from subscriptions n where n.flow = s.flow and n.id > s.id)
         and not exists (select 1 from cleanup_entries e where e.subscription = s.id)
         and not exists (select 1 from attempts a where a.subscription = s.id)
         and not exists (select 1 from deliveries d where d.subscription = s.id)
         and not exists (select 1 from runs r where r.subscription = s.id)
         and not exists (select 1 from waits w where w.subscription = s.id)
       limit ?)`
  )

  /**
   * Deletes a delivery with its runs. Incomplete when there were more of these than the batch
   * allows.
   */
  const takeDelivery = (id: number, most: number): { done: number; whole: boolean } => {
    const { changes } = deleteRuns.run(id, most)
    if (changes === most) return { done: changes, whole: false }
    deletePayload.run(id)
    deleteDelivery.run(id)
    return { done: changes + 1, whole: true }
  }

  const forgetDeliveries = (before: Millis, behind: number): { done: number; behind: number | null } => {
    const rows = oldest.all(behind, BATCH_SIZE.looked)
    let done = 0
    let last = behind
    const age = ages.deliveries(before)
    for (const row of rows) {
      const { id, status } = row
      const is = age.of(row)
      if (is === 'end') return { done, behind: null }
      if (is === 'old' && status !== 'accepted' && !isOpen(id)) {
        const taken = takeDelivery(id, BATCH_SIZE.changed - done)
        done += taken.done
        if (!taken.whole) return { done, behind: last }
      }
      last = id
      if (done >= BATCH_SIZE.changed) return { done, behind: last }
    }
    return { done, behind: rows.length < BATCH_SIZE.looked ? null : last }
  }

  const forgetRuns = (before: Millis, behind: number): { done: number; behind: number | null } => {
    const rows = oldestRuns.all(behind, BATCH_SIZE.looked)
    let done = 0
    const age = ages.runs(before)
    for (const row of rows) {
      const { id, status, alone } = row
      const is = age.of(row)
      if (is === 'end') return { done, behind: null }
      if (is === 'old' && alone === 1 && hasEnded({ is: status })) {
        deleteRun.run(id)
        done++
      }
      if (done === BATCH_SIZE.changed) return { done, behind: id }
    }
    return { done, behind: rows.length < BATCH_SIZE.looked ? null : (rows.at(-1)?.id ?? null) }
  }

  const forgetAttempts = (before: Millis): { done: number; behind: number | null } => {
    const rows = oldAttempts.all(before, BATCH_SIZE.changed)
    for (const { id, run } of rows) {
      deleteAttempt.run(id)
      if (run !== null) deleteRunOf.run(run)
    }
    return { done: rows.length, behind: rows.length < BATCH_SIZE.changed ? null : 0 }
  }

  const forgetRest = (before: Millis): { done: number; behind: number | null } => {
    const done =
      deleteEntries.run(before, BATCH_SIZE.changed).changes +
      deleteRefusals.run(before, BATCH_SIZE.changed).changes
    return { done, behind: done < BATCH_SIZE.changed ? null : 0 }
  }

  const forgetSubscriptions = (before: Millis): { done: number; behind: number | null } => {
    const done = deleteSubscriptions.run(before, BATCH_SIZE.changed).changes
    return { done, behind: done < BATCH_SIZE.changed ? null : 0 }
  }

  return ({ before, after }) =>
    write((): Bite => {
      const { part, behind } = readCursor(parts, after)
      const gone = {
        deliveries: () => forgetDeliveries(before, behind),
        runs: () => forgetRuns(before, behind),
        attempts: () => forgetAttempts(before),
        rest: () => forgetRest(before),
        subscriptions: () => forgetSubscriptions(before)
      }[part]()
      return { done: gone.done, next: writeCursor(parts, part, gone.behind) }
    })
}
