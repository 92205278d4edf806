import type { Millis } from '@hookwright/model'
import { and, inArray, isNull, sql } from 'drizzle-orm'
import { attempts, runs, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { idOfBlob } from '../../schema/uid.ts'
import { BATCH_SIZE } from '../../statements/batch.ts'
import { rawRows, rawRun, run, type Steps } from '../../statements/steps.ts'
import type { BatchDatabase, RetentionSql } from './open-deliveries.ts'

/** Number of deleted rows, and the row to continue after (`behind`); null at the end. */
export interface Forgotten {
  done: number
  behind: number | null
}

const most = BATCH_SIZE.changed

/** Returns the result of a batch. The batch is repeated until it deletes less than the maximum. */
const forgotten = (done: number): Forgotten => ({ done, behind: done < most ? null : 0 })

/** SQL condition: subscription `s` has certainly ended, without open cleanup entries. */
const isOver = sql`s.status = 'ended' and s.how <> 'uncertain'
  and not exists (select 1 from cleanup_entries e where e.subscription = s.id and e.status = 'open')`

/**
 * SQL condition: attempt `a` is a comparison or the removal of a found registration, and a newer attempt of
 * the same kind exists.
 */
const isSuperseded = sql`a.kind in ('reconciliation', 'removal') and exists (
  select 1 from attempts n where n.subscription = a.subscription and n.kind = a.kind and n.id > a.id)`

/** Deletes attempts of ended subscriptions and superseded ones, with their runs. */
export function* forgetAttempts(tables: Tables, before: Millis): Steps<Forgotten> {
  const rows = yield* rawRows<{ id: number; run: Buffer | null }>(
    tables,
    sql`select a.id, a.run_id as run from attempts a join subscriptions s on s.id = a.subscription
      where a.ended_at < ${before} and ((${isOver}) or (${isSuperseded})) limit ${most}`
  )
  if (rows.length === 0) return forgotten(0)
  const ids = rows.map(({ id }) => id)
  yield* run(tables.delete(attempts).where(inArray(attempts.id, ids)))
  const runIds = rows.flatMap(row => (row.run === null ? [] : [idOfBlob(row.run)]))
  yield* run(tables.delete(runs).where(and(inArray(runs.uid, runIds), isNull(runs.delivery))))
  return forgotten(rows.length)
}

/** Deletes closed cleanup entries and counts of refused requests. */
export function* forgetRest(tables: Tables, before: Millis): Steps<Forgotten> {
  const entries = yield* rawRun(
    tables,
    sql`delete from cleanup_entries where id in (
      select e.id from cleanup_entries e join subscriptions s on s.id = e.subscription
      where e.status = 'closed' and e.closed_at < ${before} and s.how <> 'uncertain' limit ${most})`
  )
  const counts = yield* rawRun(
    tables,
    sql`delete from refusals where (subscription, reason) in (
      select subscription, reason from refusals where last_at < ${before} limit ${most})`
  )
  return forgotten(entries.changes + counts.changes)
}

/**
 * SQL condition: subscription `s` is no longer needed. The newest subscription of a flow is kept, since it
 * explains why the flow is off.
 */
const isUnneeded = sql`${isOver}
  and exists (select 1 from subscriptions n where n.flow = s.flow and n.id > s.id)
  and not exists (select 1 from cleanup_entries e where e.subscription = s.id)
  and not exists (select 1 from attempts a where a.subscription = s.id)
  and not exists (select 1 from deliveries d where d.subscription = s.id)
  and not exists (select 1 from runs r where r.subscription = s.id)
  and not exists (select 1 from waits w where w.subscription = s.id)`

/** Deletes ended subscriptions that are no longer needed. */
export function* forgetSubscriptions(
  { tables, forUpdate }: BatchDatabase,
  indexedBy: RetentionSql['indexedBy'],
  before: Millis
): Steps<Forgotten> {
  const rows = yield* rawRows<{ id: number }>(
    tables,
    sql`select s.id from subscriptions s ${indexedBy('subscriptions_status')}
      where ${isUnneeded} and s.since < ${before} order by s.id limit ${most} ${forUpdate}`
  )
  if (rows.length === 0) return forgotten(0)
  const isLocked = inArray(
    subscriptions.id,
    rows.map(({ id }) => id)
  )
  // Asked once more behind the lock: until then something may have arrived for one of them.
  const isStillUnneeded = sql`${isLocked} and id in (select s.id from subscriptions s where ${isUnneeded})`
  yield* rawRun(tables, sql`delete from subscriptions where ${isStillUnneeded}`)
  return forgotten(rows.length)
}
