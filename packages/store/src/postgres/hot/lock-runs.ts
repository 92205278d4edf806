import { Fault, type Id } from '@hookwright/model'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { detailOf } from '../../statements/run-row.ts'
import type { Steps } from '../../statements/steps.ts'
import type { RunRow } from '../../store.ts'
import { overwriting, type Query, type RowToInsert, type Send } from './insert-rows.ts'
import type { RowidCaches } from './rowid-caches.ts'

/** Values of a run as JSON texts, so that their sizes are known. */
export interface RunTexts {
  steps: string | null
  result: string | null
  /** Record that the run processes; `null` if there is none. */
  record: string | null
}

/** Run without its trace and result. */
export type BareRun = Omit<RunRow, 'steps' | 'result'>

export const textOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

const withoutValues: RunTexts = { steps: null, result: null, record: null }

/** Lookup functions for runs whose deliveries are locked until the end of the transaction. */
export interface LockedRuns {
  /** Returns the database row of a run. */
  rowOf: (run: BareRun, texts?: Partial<RunTexts>) => RowToInsert
  /** Returns the rowid of a delivery. */
  deliveryOf: (id: Id) => number
}

/** Locks deliveries in rowid order, and returns their rowids by id. */
function* lockDeliveries(query: Query, ids: ReadonlySet<Id>): Steps<Map<Id, number>> {
  if (ids.size === 0) return new Map()
  const rows = yield* query<{ id: number; uid: Buffer }>(
    'select id, uid from deliveries where uid = any($1) order by id for no key update',
    [[...ids].map(blobOfId)]
  )
  return new Map(rows.map(({ id, uid }) => [idOfBlob(uid), id]))
}

/** Locks the deliveries of stored runs, in rowid order. */
export function* lockDeliveriesOf(query: Query, runs: readonly Id[]): Steps<void> {
  if (runs.length === 0) return
  yield* query(
    `select id from deliveries where id in (select delivery from runs where uid = any($1))
       order by id for no key update`,
    [runs.map(blobOfId)]
  )
}

/** Returns the rowids of flows, subscriptions and revisions that runs refer to, and caches them. */
export function* knowReferences(known: RowidCaches, runs: readonly BareRun[]) {
  return {
    flowOf: yield* known.flows(runs.map(({ flowId }) => flowId)),
    subscriptionOf: yield* known.subscriptions(runs.map(({ subscriptionId }) => subscriptionId)),
    revisionOf: yield* known.revisions(runs.map(({ revisionId }) => revisionId))
  }
}

/**
 * Locks the deliveries of runs before the runs are written. Nobody else can then start or end runs of these
 * deliveries before the commit. Throws `flow.gone`, `subscription.gone`, `delivery.gone`.
 */
export function* lockRuns(query: Query, known: RowidCaches, runs: readonly BareRun[]): Steps<LockedRuns> {
  const { flowOf, subscriptionOf, revisionOf } = yield* knowReferences(known, runs)
  const rowids = yield* lockDeliveries(query, new Set(runs.flatMap(({ deliveryId }) => deliveryId ?? [])))
  const deliveryOf = (id: Id): number => {
    const rowid = rowids.get(id)
    if (rowid === undefined) throw new Fault('delivery.gone')
    return rowid
  }
  return {
    deliveryOf,
    rowOf: (run, texts) => ({
      uid: blobOfId(run.id),
      kind: run.kind,
      flow: flowOf(run.flowId),
      subscription: run.subscriptionId === null ? null : subscriptionOf(run.subscriptionId),
      delivery: run.deliveryId === null ? null : deliveryOf(run.deliveryId),
      record_index: run.recordIndex,
      revision: run.revisionId === null ? null : revisionOf(run.revisionId),
      replay_of: run.replayOf === null ? null : blobOfId(run.replayOf),
      replay: textOf(run.replay),
      status: run.status.is,
      detail: detailOf(run.status),
      started_at: run.startedAt,
      finished_at: run.finishedAt,
      ...withoutValues,
      ...texts
    })
  }
}

/** `on conflict` clause that overwrites a run's row created by an effect. */
export const OVER_BEGUN = overwriting('uid', ['status', 'detail', 'finished_at', 'steps', 'result', 'record'])

/** Changes accepted deliveries to `done`, after their first runs were written. */
export function* setDone(query: Query | Send, deliveries: readonly number[]): Steps<void> {
  if (deliveries.length === 0) return
  yield* query(
    `update deliveries set status = 'done', starts = 0 where id = any($1) and status = 'accepted'`,
    [deliveries]
  )
}
