import { Fault, hasEnded, type Id, type RunStatus } from '@hookwright/model'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { deliveries, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { detailOf } from '../../statements/run-row.ts'
import { get, rawRows, run, type Steps } from '../../statements/steps.ts'
import type { FinishedRun, RunRow } from '../../store.ts'

/** Rowids of what a run refers to. */
export interface RunRefs {
  flow: number
  subscription: number | null
  revision: number | null
  delivery: number | null
}

/**
 * Locks a delivery until the end of the transaction: nobody else begins or ends runs of it
 * meanwhile.
 */
export function* lockDelivery(tables: Tables, delivery: number, forUpdate: SQL): Steps<void> {
  yield* rawRows(tables, sql`select id from deliveries where id = ${delivery} ${forUpdate}`)
}

/** Columns of a run about to be written. */
export type RunColumns = typeof runs.$inferInsert

/** Number of rows of one statement: few enough for the parameters of both databases. */
const ROWS_AT_ONCE = 500

/**
 * Returns the rowids of what a run refers to, and locks its delivery. Throws `flow.gone`,
 * `subscription.gone`, `delivery.gone`.
 */
export function* refsOfRun(
  tables: Tables,
  { flowId, subscriptionId, revisionId, deliveryId }: RunRow,
  forUpdate: SQL = sql.empty()
): Steps<RunRefs> {
  const blobOf = (of: Id | null): Buffer | null => (of === null ? null : blobOfId(of))
  const [found] = yield* rawRows<{ [Name in keyof RunRefs]: number | null }>(
    tables,
    sql`select
      (select id from flows where uid = ${blobOfId(flowId)}) as flow,
      (select id from subscriptions where uid = ${blobOf(subscriptionId)}) as subscription,
      (select id from revisions where uid = ${blobOf(revisionId)}) as revision,
      (select id from deliveries where uid = ${blobOf(deliveryId)} ${forUpdate}) as delivery`
  )
  if (found === undefined || found.flow === null) throw new Fault('flow.gone')
  if (subscriptionId !== null && found.subscription === null) throw new Fault('subscription.gone')
  if (revisionId !== null && found.revision === null) throw new Fault('flow.gone')
  if (deliveryId !== null && found.delivery === null) throw new Fault('delivery.gone')
  return { ...found, flow: found.flow }
}

/** Returns a status as its two columns. */
export const statusColumnsOf = (status: RunStatus): Pick<RunColumns, 'status' | 'detail'> => ({
  status: status.is,
  detail: detailOf(status) === null ? null : status
})

/** Returns the columns of a run, with its record if it is to be kept. */
export const columnsOfRun = (
  row: RunRow,
  { flow, subscription, revision, delivery }: RunRefs,
  record: RunColumns['record'] = null
): RunColumns => ({
  uid: row.id,
  kind: row.kind,
  flow,
  subscription,
  delivery,
  recordIndex: row.recordIndex,
  revision,
  replayOf: row.replayOf,
  replay: row.replay,
  ...statusColumnsOf(row.status),
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
  steps: row.steps,
  result: row.result,
  record
})

/** Inserts runs with new ids, in their order. */
export function* addRuns(tables: Tables, rows: readonly RunColumns[]): Steps<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    yield* run(tables.insert(runs).values(rows.slice(from, from + ROWS_AT_ONCE)))
  }
}

/** Writes runs unless some with the same ids exist. */
export function* beginRuns(tables: Tables, rows: readonly RunColumns[]): Steps<void> {
  if (rows.length === 0) return
  yield* run(
    tables
      .insert(runs)
      .values([...rows])
      .onConflictDoNothing({ target: runs.uid })
  )
}

/** Writes a run over the begun one with the same id. */
export function* putRun(tables: Tables, columns: RunColumns): Steps<void> {
  const set = {
    status: sql`excluded.status`,
    detail: sql`excluded.detail`,
    finishedAt: sql`excluded.finished_at`,
    steps: sql`excluded.steps`,
    result: sql`excluded.result`,
    record: sql`excluded.record`
  }
  yield* run(tables.insert(runs).values(columns).onConflictDoUpdate({ target: runs.uid, set }))
}

/** Throws for a run that was not in the required status: `run.gone`, `run.not-suspended`. */
function* refuseOther(tables: Tables, id: Id): Steps<never> {
  const found = yield* get(tables.select({ id: runs.id }).from(runs).where(eq(runs.uid, id)))
  throw new Fault(found === undefined ? 'run.gone' : 'run.not-suspended')
}

/**
 * Writes a suspended run over the begun one with the same id, whose record is kept. A resumed run
 * must still be waiting. Throws `run.gone`, `run.not-suspended` for it.
 */
export function* suspendRun(tables: Tables, columns: RunColumns, { woken }: { woken: boolean }): Steps<void> {
  const { uid, status, detail, startedAt, finishedAt, steps, result, record = null } = columns
  if (woken) {
    const set = { status, detail, startedAt, finishedAt, steps, result, ...(record !== null && { record }) }
    const waits = and(eq(runs.uid, uid), eq(runs.status, 'waiting'))
    if ((yield* run(tables.update(runs).set(set).where(waits))).changes === 0) yield* refuseOther(tables, uid)
    return
  }
  const set = {
    status: sql`excluded.status`,
    detail: sql`excluded.detail`,
    startedAt: sql`excluded.started_at`,
    finishedAt: sql`excluded.finished_at`,
    steps: sql`excluded.steps`,
    result: sql`excluded.result`,
    record: sql`coalesce(excluded.record, ${runs.record})`
  }
  yield* run(tables.insert(runs).values(columns).onConflictDoUpdate({ target: runs.uid, set }))
}

/** Owner of a changed run, for `returning`: its subscription, or its flow without one. */
export const ownerOfChanged = sql<Id>`coalesce(
  (select s.uid from subscriptions s where s.id = subscription), (select f.uid from flows f where f.id = flow))`.mapWith(
  idOfBlob
)

/**
 * Writes the end over a begun or queued run, and returns its delivery and owner. `only` are the
 * statuses that it must have. Throws `run.gone`, with `only` also `run.not-suspended`.
 */
export function* endRun(
  tables: Tables,
  { id, status, startedAt, finishedAt, steps, result }: FinishedRun,
  only?: RunStatus['is'][]
): Steps<{ delivery: number | null; of: Id }> {
  const ended = yield* get(
    tables
      .update(runs)
      .set({
        ...statusColumnsOf(status),
        ...(startedAt !== undefined && { startedAt }),
        finishedAt,
        steps,
        result,
        ...(hasEnded(status) && { record: null })
      })
      .where(and(eq(runs.uid, id), only && inArray(runs.status, only)))
      .returning({ delivery: runs.delivery, of: ownerOfChanged })
  )
  return ended ?? (yield* refuseOther(tables, id))
}

/** Makes accepted deliveries `done`, since their first runs are written. */
export function* setDone(tables: Tables, ids: readonly number[]): Steps<void> {
  if (ids.length === 0) return
  yield* run(
    tables
      .update(deliveries)
      .set({ status: 'done', starts: 0 })
      .where(and(inArray(deliveries.id, [...ids]), eq(deliveries.status, 'accepted')))
  )
}
