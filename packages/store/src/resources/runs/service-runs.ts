import { hasEnded, type Id } from '@hookwright/model'
import type { Database } from '../../statements/database.ts'
import type { Steps } from '../../statements/steps.ts'
import type { FinishedRun, RunRow } from '../../store.ts'
import { forgetJournals } from './journal-rows.ts'
import { addRun, beginRun, columnsOfRun, endRun, refsOfRun } from './run-rows.ts'

/**
 * Writer of runs without a delivery: those of registrations and polls. All methods need a transaction. SQLite
 * has a separate implementation with its own statements.
 */
export interface ServiceRunWriter {
  /** Writes a run unless one with the same id exists. Throws `flow.gone`, `subscription.gone`. */
  begin: (row: RunRow) => Steps<void>
  /** Inserts a run that has already ended, with a new id. Throws the same faults as `begin`. */
  addEnded: (row: RunRow) => Steps<void>
  /**
   * Stores the end of a begun run, and deletes its journal if the run has ended. Returns its owner: the
   * subscription, or the flow without one. Throws `run.gone`.
   */
  finish: (end: FinishedRun) => Steps<Id>
}

export const createServiceRunWriter = ({
  tables,
  process
}: Pick<Database, 'tables' | 'process'>): ServiceRunWriter => ({
  *begin(row) {
    yield* beginRun(tables, { ...columnsOfRun(row, yield* refsOfRun(tables, row)), process })
  },
  *addEnded(row) {
    yield* addRun(tables, columnsOfRun(row, yield* refsOfRun(tables, row)))
  },
  *finish(end) {
    const { of } = yield* endRun(tables, end)
    if (hasEnded(end.status)) yield* forgetJournals(tables, [end.id])
    return of
  }
})
