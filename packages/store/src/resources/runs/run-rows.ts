import { Fault, hasEnded, type Id, type RunStatus } from '@hookwright/model'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { detailOf } from '../../statements/run-row.ts'
import { get, rawRows, run, type Steps } from '../../statements/steps.ts'
import type { FinishedRun, RunRow } from '../../store.ts'

/** Rowids of the rows that a run refers to. */
export interface RunRefs {
  flow: number
  subscription: number | null
  revision: number | null
  delivery: number | null
}

/**
 * Locks a delivery until the end of the transaction, so that no other process begins or ends runs of this
 * delivery.
 */
export function* lockDelivery(tables: Tables, delivery: number, forUpdate: SQL): Steps<void> {
  yield* rawRows(tables, sql`select id from deliveries where id = ${delivery} ${forUpdate}`)
}

/** Columns of a run to be written. */
export type RunColumns = typeof runs.$inferInsert

/**
 * Returns the rowids of the rows that a run refers to, and locks its delivery. Throws `flow.gone`,
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

const statusColumnsOf = (status: RunStatus): Pick<RunColumns, 'status' | 'detail'> => ({
  status: status.is,
  detail: detailOf(status) === null ? null : status
})

/** Returns the columns of a run. */
export const columnsOfRun = (
  row: RunRow,
  { flow, subscription, revision, delivery }: RunRefs
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
  result: row.result
})

/** Inserts a run with a new id. */
export function* addRun(tables: Tables, columns: RunColumns): Steps<void> {
  yield* run(tables.insert(runs).values(columns))
}

/** Writes a run unless one with the same id exists. */
export function* beginRun(tables: Tables, columns: RunColumns): Steps<void> {
  yield* run(tables.insert(runs).values(columns).onConflictDoNothing({ target: runs.uid }))
}

/**
 * Throws the reason why a run cannot be changed: `run.gone` if it does not exist, otherwise
 * `run.not-suspended`.
 */
function* refuseOther(tables: Tables, id: Id): Steps<never> {
  const found = yield* get(tables.select({ id: runs.id }).from(runs).where(eq(runs.uid, id)))
  throw new Fault(found === undefined ? 'run.gone' : 'run.not-suspended')
}

/** SQL for the owner of a changed run, used in `returning`: its subscription, or its flow if it has none. */
export const ownerOfChanged = sql<Id>`coalesce(
  (select s.uid from subscriptions s where s.id = subscription), (select f.uid from flows f where f.id = flow))`.mapWith(
  idOfBlob
)

/**
 * Stores the end of a begun or queued run, and returns its delivery and owner. `only` lists the statuses that
 * the run must have. Throws `run.gone`, and with `only` also `run.not-suspended`.
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
