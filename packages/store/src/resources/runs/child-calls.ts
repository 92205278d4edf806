import { asc, eq, inArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { calls, deliveries, runs } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { all, get } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'

/** Maximum number of returned runs, since one card in a long list may start hundreds. */
const MOST_TOLD = 100

/** Creates the query of a run's caller and of the runs that it started. */
export const createChildCalls =
  ({ list }: Database): RunStore['childCallsOf'] =>
  id =>
    list(function* (reading) {
      const of = reading.select({ id: runs.id }).from(runs).where(eq(runs.uid, id))
      const caller = reading.select({ id: calls.caller }).from(calls).where(inArray(calls.run, of))
      const called = reading.select({ id: calls.run }).from(calls).where(inArray(calls.caller, of))
      const found = yield* get(selectRuns(reading).where(inArray(runs.id, caller)))
      const begun = yield* all(
        selectRuns(reading).where(inArray(runs.id, called)).orderBy(asc(runs.id)).limit(MOST_TOLD)
      )
      return { caller: found === undefined ? null : runOf(found), called: begun.map(runOf) }
    })

/** Creates the search for the delivery at the start of a child run's chain of runs. */
export const createRootDeliveryOf = ({ tables, read }: Database): RunStore['rootDeliveryOf'] => {
  const root = alias(runs, 'root')
  return id =>
    read(function* () {
      const found = yield* get(
        tables
          .select({ deliveryId: deliveries.uid })
          .from(runs)
          .innerJoin(calls, eq(calls.run, runs.id))
          .leftJoin(root, eq(root.id, calls.root))
          .leftJoin(deliveries, eq(deliveries.id, root.delivery))
          .where(eq(runs.uid, id))
      )
      return found ?? null
    })
}
