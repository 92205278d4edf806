import { hasEnded } from '@hookwright/model'
import { followLast } from '../../resources/deliveries/erase-delivery.ts'
import { ownerOfRun } from '../../resources/runs/shared-runs.ts'
import type { Tables } from '../../schema/tables.ts'
import type { JobWriter } from '../../statements/job-writer.ts'
import type { AfterLast, Claimed, RunRow, WorkClaim } from '../../store.ts'
import type { PostgresTables } from '../tables.ts'
import type { WriteAll } from './hot-writes.ts'
import { insertAll } from './insert-rows.ts'
import { type BareRun, knowReferences, lockRuns, OVER_BEGUN, setDone, textOf } from './lock-runs.ts'
import type { RowidCaches } from './rowid-caches.ts'
import { forgetJournals } from './write-journal.ts'

/** Finished first run of a delivery. */
export interface FirstRun {
  run: BareRun
  /** Trace and result as JSON texts, so that their sizes are known. */
  steps: string | null
  result: string | null
  /** True if an effect has already created the run's row. */
  begun: boolean
  after: AfterLast
  claim: WorkClaim | undefined
}

/** Converts a finished first run to a write job. */
export const firstRunOf = (
  { steps, result, ...row }: RunRow,
  { begun, erase, redacted, claim }: AfterLast & Claimed & { begun: boolean }
): FirstRun => ({
  run: row,
  steps: textOf(steps),
  result: textOf(result),
  begun,
  after: { erase, ...(redacted !== undefined && { redacted }) },
  claim
})

/** Returns the approximate size of a write job, in bytes. */
export const bytesOfRun = ({ steps, result }: FirstRun): number =>
  200 + (steps?.length ?? 0) + (result?.length ?? 0)

/**
 * Creates the function that finishes all first runs of a transaction. It sends three statements, plus further
 * ones where journals must be deleted or values erased or redacted.
 */
export const createFinishAllFirst = (
  tables: Tables,
  { query, send, together }: Pick<PostgresTables, 'query' | 'send' | 'together'>,
  { known, jobs }: { known: RowidCaches; jobs: JobWriter }
): WriteAll<FirstRun, void> =>
  function* (ends, note) {
    const rows = ends.map(({ run }) => run)
    // First, so that deliveries are locked before jobs below, as everywhere.
    yield* knowReferences(known, rows)
    // Jobs before the rows, which a process that took the work over may have written already.
    const [{ rowOf, deliveryOf }] = yield* together(
      lockRuns(query, known, rows),
      jobs.finish(ends.flatMap(({ claim }) => claim ?? []))
    )
    const rowsOf = (some: readonly FirstRun[]) =>
      some.map(({ run, steps, result }) => rowOf(run, { steps, result }))
    const begun = ends.filter(end => end.begun)
    const fresh = ends.filter(end => !end.begun)
    yield* insertAll(send, 'runs', rowsOf(fresh))
    yield* insertAll(send, 'runs', rowsOf(begun), OVER_BEGUN)
    const done = rows.flatMap(({ deliveryId }) => (deliveryId === null ? [] : [deliveryOf(deliveryId)]))
    yield* setDone(send, done)
    yield* followLast(
      tables,
      ends.flatMap(({ run: { deliveryId }, after }) =>
        deliveryId === null ? [] : [{ delivery: deliveryOf(deliveryId), after }]
      )
    )
    const over = begun.filter(({ run: { status } }) => hasEnded(status)).map(({ run: { id } }) => id)
    yield* forgetJournals(send, over)
    for (const row of rows) {
      if (row.deliveryId !== null) note('deliveries', row.deliveryId, ownerOfRun(row))
      note('runs', row.id, ownerOfRun(row))
    }
    return rows.map(() => undefined)
  }
