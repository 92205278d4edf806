import { Fault, hasEnded, type Id } from '@hookwright/model'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SQLiteInsertValue } from 'drizzle-orm/sqlite-core'
import { followLast } from '../../resources/deliveries/erase-delivery.ts'
import { deliveries, journal, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { detailOf } from '../../statements/run-row.ts'
import { rawRows, run, type Steps } from '../../statements/steps.ts'
import type { AfterLast, RunRow } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import type { KnownRows } from './known-rows.ts'

/** Finished first run of a delivery. */
export interface FirstRun {
  run: Omit<RunRow, 'steps' | 'result'>
  /** Trace and result as texts, of which the size is known. */
  steps: string | null
  result: string | null
  /** True when an effect has begun its row. */
  begun: boolean
  after: AfterLast
}

const textOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** Converts the end of a first run into a job. */
export const firstRunOf = (
  { steps, result, ...row }: RunRow,
  { begun, erase, redacted }: AfterLast & { begun: boolean }
): FirstRun => ({
  run: row,
  steps: textOf(steps),
  result: textOf(result),
  begun,
  after: { erase, ...(redacted !== undefined && { redacted }) }
})

/** Returns the approximate size of a job, in bytes. */
export const bytesOfRun = ({ steps, result }: FirstRun): number =>
  200 + (steps?.length ?? 0) + (result?.length ?? 0)

/**
 * Locks deliveries whose first runs end, so that no other run of them begins or ends before the
 * commit. Throws `delivery.gone`.
 */
function* lockDeliveries(tables: Tables, ids: readonly (Id | null)[]): Steps<(id: Id) => number> {
  const uids = [...new Set(ids)].flatMap(id => (id === null ? [] : [sql`${blobOfId(id)}`]))
  const rowids = new Map<Id, number>()
  if (uids.length > 0) {
    const rows = yield* rawRows<{ id: number; uid: Buffer }>(
      tables,
      sql`select id, uid from deliveries where uid in (${sql.join(uids, sql`, `)}) order by id for no key update`
    )
    for (const { id, uid } of rows) rowids.set(idOfBlob(uid), id)
  }
  return id => {
    const rowid = rowids.get(id)
    if (rowid === undefined) throw new Fault('delivery.gone')
    return rowid
  }
}

/** Writes ended runs, over those with the same id that an effect has begun. */
function* putRuns(tables: Tables, rows: SQLiteInsertValue<typeof runs>[]): Steps<void> {
  if (rows.length === 0) return
  const set = {
    status: sql`excluded.status`,
    detail: sql`excluded.detail`,
    finishedAt: sql`excluded.finished_at`,
    steps: sql`excluded.steps`,
    result: sql`excluded.result`,
    record: sql`excluded.record`
  }
  yield* run(tables.insert(runs).values(rows).onConflictDoUpdate({ target: runs.uid, set }))
}

/**
 * Creates the end of first runs: three statements for all of a transaction, and more only for what
 * leaves data behind.
 */
export const createFinishAllFirst = (tables: Tables, known: KnownRows): WriteAll<FirstRun, void> =>
  function* (ends, note) {
    const rows = ends.map(({ run: row }) => row)
    const deliveryOf = yield* lockDeliveries(
      tables,
      rows.map(({ deliveryId }) => deliveryId)
    )
    const flowOf = yield* known.flows(rows.map(({ flowId }) => flowId))
    const subscriptionOf = yield* known.subscriptions(rows.map(({ subscriptionId }) => subscriptionId))
    const revisionOf = yield* known.revisions(rows.map(({ revisionId }) => revisionId))

    const columnsOf = ({ run: row, steps, result }: FirstRun): SQLiteInsertValue<typeof runs> => ({
      uid: row.id,
      kind: row.kind,
      flow: flowOf(row.flowId),
      subscription: row.subscriptionId === null ? null : subscriptionOf(row.subscriptionId),
      delivery: row.deliveryId === null ? null : deliveryOf(row.deliveryId),
      revision: row.revisionId === null ? null : revisionOf(row.revisionId),
      status: row.status.is,
      detail: detailOf(row.status) === null ? null : row.status,
      startedAt: row.startedAt,
      finishedAt: row.finishedAt,
      steps: steps === null ? null : sql`${steps}`,
      result: result === null ? null : sql`${result}`,
      recordIndex: row.recordIndex,
      replayOf: row.replayOf,
      replay: row.replay
    })

    const fresh = ends.filter(({ begun }) => !begun).map(columnsOf)
    if (fresh.length > 0) yield* run(tables.insert(runs).values(fresh))
    const begun = ends.filter(end => end.begun)
    yield* putRuns(tables, begun.map(columnsOf))
    const done = rows.flatMap(({ deliveryId }) => (deliveryId === null ? [] : [deliveryOf(deliveryId)]))
    if (done.length > 0) {
      yield* run(
        tables
          .update(deliveries)
          .set({ status: 'done', starts: 0 })
          .where(and(inArray(deliveries.id, done), eq(deliveries.status, 'accepted')))
      )
    }
    yield* followLast(
      tables,
      ends.flatMap(({ run: { deliveryId }, after }) =>
        deliveryId === null ? [] : [{ delivery: deliveryOf(deliveryId), after }]
      )
    )
    const over = begun.filter(({ run: { status } }) => hasEnded(status)).map(({ run: { id } }) => id)
    if (over.length > 0) yield* run(tables.delete(journal).where(inArray(journal.run, over)))
    for (const { id, deliveryId, subscriptionId, flowId } of rows) {
      const of = subscriptionId ?? flowId
      if (deliveryId !== null) note('deliveries', deliveryId, of)
      note('runs', id, of)
    }
    return rows.map(() => undefined)
  }
