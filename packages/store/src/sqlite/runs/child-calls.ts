import { asc, eq, inArray } from 'drizzle-orm'
import { calls, runs } from '../../schema/schema.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import type { RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/** Maximum number of returned runs, since one card in a long list may begin hundreds. */
const MOST_TOLD = 100

/** Creates the queries of runs that began each other. */
export const createChildCalls =
  ({ list }: SqliteFile): RunStore['callsOf'] =>
  id =>
    list(reading => {
      const of = reading.select({ id: runs.id }).from(runs).where(eq(runs.uid, id))
      const caller = reading.select({ id: calls.caller }).from(calls).where(inArray(calls.run, of))
      const called = reading.select({ id: calls.run }).from(calls).where(inArray(calls.caller, of))
      const found = selectRuns(reading).where(inArray(runs.id, caller)).get()
      return {
        caller: found === undefined ? null : runOf(found),
        called: selectRuns(reading)
          .where(inArray(runs.id, called))
          .orderBy(asc(runs.id))
          .limit(MOST_TOLD)
          .all()
          .map(runOf)
      }
    })
