import { keepNewEntries, keepResults } from '../../resources/runs/journal-rows.ts'
import { setDone, suspendRun } from '../../resources/runs/run-rows.ts'
import { ownerOfRun } from '../../resources/runs/shared-runs.ts'
import { forgetWait, putWait } from '../../resources/runs/wait-rows.ts'
import type { Tables } from '../../schema/tables.ts'
import type { RunRow, StoredWait } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import type { KnownRows } from './known-rows.ts'
import { lockRuns } from './lock-runs.ts'

/** Run that waits or is on hold, with its state. */
export interface Suspension {
  run: RunRow
  kept: StoredWait
}

/** Creates the suspension of runs. */
export const createSuspendAll = (tables: Tables, known: KnownRows): WriteAll<Suspension, void> =>
  function* (suspensions, note) {
    const { columnsOf, deliveryOf } = yield* lockRuns(
      tables,
      known,
      suspensions.map(({ run }) => run)
    )
    for (const { run, kept } of suspensions) {
      yield* suspendRun(tables, columnsOf(run, kept.record), { woken: kept.woken === true })
    }
    yield* setDone(
      tables,
      suspensions.flatMap(({ run: { deliveryId } }) => (deliveryId === null ? [] : [deliveryOf(deliveryId)]))
    )
    yield* keepNewEntries(
      tables,
      suspensions.flatMap(({ run, kept: { draws } }) =>
        draws.map(({ key, result }) => ({ run: run.id, key, safe: true, result }))
      )
    )
    yield* keepResults(
      tables,
      suspensions.flatMap(({ run, kept: { wait, others = [] } }) =>
        [...(wait === null ? [] : [wait]), ...others].map(({ key, result }) => ({
          run: run.id,
          key,
          safe: true,
          result
        }))
      )
    )
    for (const { run, kept } of suspensions) {
      const { until, orderKey } = kept
      if (until === null) yield* forgetWait(tables, run.id)
      else yield* putWait(tables, run.id, { until, orderKey })
    }
    for (const { run } of suspensions) {
      if (run.deliveryId !== null) note('deliveries', run.deliveryId, ownerOfRun(run))
      note('runs', run.id, ownerOfRun(run))
    }
    return suspensions.map(() => undefined)
  }
