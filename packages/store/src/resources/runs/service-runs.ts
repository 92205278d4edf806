import { Fault, hasEnded, type Id } from '@hookwright/model'
import { eq } from 'drizzle-orm'
import { flows, journal, revisions, runs, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { subscriptionRowid } from '../../statements/rowid-of.ts'
import { detailOf } from '../../statements/run-row.ts'
import { get, run, type Steps } from '../../statements/steps.ts'
import type { FinishedRun, RunRow } from '../../store.ts'

/**
 * Writes runs that no delivery has begun: of registrations and polls. All of it needs a
 * transaction. SQLite has statements of its own for it.
 */
export interface ServiceRunWriter {
  /** Writes a run unless one with the same id exists. Throws `flow.gone`, `subscription.gone`. */
  begin: (row: RunRow) => Steps<void>
  /** Inserts a run that has ended already, with a new id. Throws as `begin`. */
  addEnded: (row: RunRow) => Steps<void>
  /**
   * Writes the end over a begun run, deletes its journal when it has ended, and returns its owner:
   * the subscription, or the flow without one. Throws `run.gone`.
   */
  finish: (end: FinishedRun) => Steps<Id>
}

function* columnsOf(tables: Tables, row: RunRow): Steps<typeof runs.$inferInsert> {
  const flow = yield* get(tables.select({ id: flows.id }).from(flows).where(eq(flows.uid, row.flowId)))
  if (flow === undefined) throw new Fault('flow.gone')
  const revision =
    row.revisionId === null
      ? null
      : yield* get(
          tables.select({ id: revisions.id }).from(revisions).where(eq(revisions.uid, row.revisionId))
        )
  if (revision === undefined) throw new Fault('flow.gone')
  return {
    uid: row.id,
    kind: row.kind,
    flow: flow.id,
    subscription: row.subscriptionId === null ? null : yield* subscriptionRowid(tables, row.subscriptionId),
    recordIndex: row.recordIndex,
    revision: revision?.id ?? null,
    replayOf: row.replayOf,
    replay: row.replay,
    status: row.status.is,
    detail: detailOf(row.status) === null ? null : row.status,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    steps: row.steps,
    result: row.result
  }
}

export const createServiceRunWriter = (tables: Tables): ServiceRunWriter => ({
  *begin(row) {
    const columns = yield* columnsOf(tables, row)
    yield* run(tables.insert(runs).values(columns).onConflictDoNothing({ target: runs.uid }))
  },
  *addEnded(row) {
    const columns = yield* columnsOf(tables, row)
    yield* run(tables.insert(runs).values(columns))
  },
  *finish({ id, status, startedAt, finishedAt, steps, result }) {
    const isOver = hasEnded(status)
    const finished = yield* get(
      tables
        .update(runs)
        .set({
          status: status.is,
          detail: detailOf(status) === null ? null : status,
          ...(startedAt !== undefined && { startedAt }),
          finishedAt,
          steps,
          result,
          ...(isOver && { record: null })
        })
        .where(eq(runs.uid, id))
        .returning({ flow: runs.flow, subscription: runs.subscription })
    )
    if (finished === undefined) throw new Fault('run.gone')
    if (isOver) yield* run(tables.delete(journal).where(eq(journal.run, id)))
    const owner = yield* get(
      finished.subscription === null
        ? tables.select({ id: flows.uid }).from(flows).where(eq(flows.id, finished.flow))
        : tables
            .select({ id: subscriptions.uid })
            .from(subscriptions)
            .where(eq(subscriptions.id, finished.subscription))
    )
    if (owner === undefined) throw new Fault('run.gone')
    return owner.id
  }
})
