import { Fault, hasEnded, type Id } from '@hookwright/model'
import { inArray } from 'drizzle-orm'
import { followLast } from '../../resources/deliveries/erase-delivery.ts'
import { journal } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { detailOf } from '../../statements/run-row.ts'
import { run, type Steps } from '../../statements/steps.ts'
import type { AfterLast, RunRow } from '../../store.ts'
import type { PostgresTables } from '../tables.ts'
import type { WriteAll } from './hot-writes.ts'
import { insertRows, type RowToInsert } from './insert-rows.ts'
import type { KnownRows } from './known-rows.ts'

type Query = PostgresTables['query']

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
function* lockDeliveries(query: Query, ids: readonly (Id | null)[]): Steps<(id: Id) => number> {
  const uids = [...new Set(ids)].flatMap(id => (id === null ? [] : [blobOfId(id)]))
  const rows = yield* query<{ id: number; uid: Buffer }>(
    'select id, uid from deliveries where uid = any($1) order by id for no key update',
    [uids]
  )
  const rowids = new Map(rows.map(({ id, uid }) => [idOfBlob(uid), id]))
  return id => {
    const rowid = rowids.get(id)
    if (rowid === undefined) throw new Fault('delivery.gone')
    return rowid
  }
}

/** End of an insertion that writes ended runs over those with the same id that an effect has begun. */
const OVER_BEGUN = `on conflict (uid) do update set ${[
  'status',
  'detail',
  'finished_at',
  'steps',
  'result',
  'record'
]
  .map(name => `${name} = excluded.${name}`)
  .join()}`

/**
 * Creates the end of first runs: three statements for all of a transaction, and more only for what
 * leaves data behind.
 */
export const createFinishAllFirst = (
  tables: Tables,
  query: Query,
  known: KnownRows
): WriteAll<FirstRun, void> =>
  function* (ends, note) {
    const rows = ends.map(({ run: row }) => row)
    const deliveryOf = yield* lockDeliveries(
      query,
      rows.map(({ deliveryId }) => deliveryId)
    )
    const flowOf = yield* known.flows(rows.map(({ flowId }) => flowId))
    const subscriptionOf = yield* known.subscriptions(rows.map(({ subscriptionId }) => subscriptionId))
    const revisionOf = yield* known.revisions(rows.map(({ revisionId }) => revisionId))

    const columnsOf = ({ run: row, steps, result }: FirstRun): RowToInsert => ({
      uid: blobOfId(row.id),
      kind: row.kind,
      flow: flowOf(row.flowId),
      subscription: row.subscriptionId === null ? null : subscriptionOf(row.subscriptionId),
      delivery: row.deliveryId === null ? null : deliveryOf(row.deliveryId),
      revision: row.revisionId === null ? null : revisionOf(row.revisionId),
      status: row.status.is,
      detail: detailOf(row.status),
      started_at: row.startedAt,
      finished_at: row.finishedAt,
      steps,
      result
    })

    const begun = ends.filter(end => end.begun)
    for (const [some, end] of [
      [ends.filter(one => !one.begun), ''],
      [begun, OVER_BEGUN]
    ] as const) {
      if (some.length === 0) continue
      const { text, values } = insertRows('runs', some.map(columnsOf), end)
      yield* query(text, values)
    }
    const done = rows.flatMap(({ deliveryId }) => (deliveryId === null ? [] : [deliveryOf(deliveryId)]))
    yield* query(
      `update deliveries set status = 'done', starts = 0 where id = any($1) and status = 'accepted'`,
      [done]
    )
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
