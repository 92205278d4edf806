import type { Id, Run, RunStatus } from '@hookwright/model'
import { eq, getTableColumns, sql } from 'drizzle-orm'
import { deliveries, flows, revisions, runs, subscriptions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import { blobOfId } from '../schema/uid.ts'
import type { RunRow } from '../store.ts'
import { prepareOnce } from './prepare-once.ts'
import { get, type Steps } from './steps.ts'

type KeptRun = typeof runs.$inferSelect

/** Returns a status with its details as JSON; null if it consists of a name only. */
export const detailOf = (status: RunStatus): string | null =>
  Object.keys(status).length === 1 ? null : JSON.stringify(status)

const statusOf = ({ status, detail }: Pick<KeptRun, 'status' | 'detail'>): RunStatus => {
  if (detail !== null) return detail
  switch (status) {
    case 'queued':
    case 'running':
    case 'succeeded':
    case 'cancelled':
      return { is: status }
    case 'waiting':
    case 'failed':
    case 'on-hold':
      throw new Error(`A run was stored as ${status} without the details of that status.`)
  }
}

const { steps: _, result: __, record: ___, ...light } = getTableColumns(runs)

const refs = {
  flowId: flows.uid,
  subscriptionId: subscriptions.uid,
  deliveryId: deliveries.uid,
  revisionId: revisions.uid
}

/** Selects runs for lists, without traces and values. */
export const selectRuns = (tables: Tables) =>
  tables
    .select({ ...light, ...refs })
    .from(runs)
    .innerJoin(flows, eq(runs.flow, flows.id))
    .leftJoin(deliveries, eq(runs.delivery, deliveries.id))
    .leftJoin(revisions, eq(runs.revision, revisions.id))
    .leftJoin(subscriptions, eq(runs.subscription, subscriptions.id))

/** Selects runs with all stored data. */
export const selectWholeRuns = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(runs), ...refs })
    .from(runs)
    .innerJoin(flows, eq(runs.flow, flows.id))
    .leftJoin(deliveries, eq(runs.delivery, deliveries.id))
    .leftJoin(revisions, eq(runs.revision, revisions.id))
    .leftJoin(subscriptions, eq(runs.subscription, subscriptions.id))

/** Ids of the rows that a run refers to. */
interface RunRefs {
  flowId: Id
  subscriptionId: Id | null
  deliveryId: Id | null
  revisionId: Id | null
}

export const runOf = (row: Omit<KeptRun, 'steps' | 'result' | 'record'> & RunRefs): Run => ({
  id: row.uid,
  kind: row.kind,
  flowId: row.flowId,
  subscriptionId: row.subscriptionId,
  deliveryId: row.deliveryId,
  recordIndex: row.recordIndex,
  revisionId: row.revisionId,
  replayOf: row.replayOf,
  replay: row.replay,
  status: statusOf(row),
  startedAt: row.startedAt,
  finishedAt: row.finishedAt
})

export const wholeRunOf = (row: KeptRun & RunRefs): RunRow => ({
  ...runOf(row),
  steps: row.steps,
  result: row.result
})

/** Creates the query of one run with all stored data. It returns null for an unknown id. */
export const createFindRun = (tables: Tables): ((id: Id) => Steps<RunRow | null>) => {
  const select = prepareOnce(() =>
    selectWholeRuns(tables)
      .where(eq(runs.uid, sql.placeholder('uid')))
      .prepare()
  )
  return function* (id) {
    const row = yield* get(select(), { uid: blobOfId(id) })
    return row === undefined ? null : wholeRunOf(row)
  }
}
