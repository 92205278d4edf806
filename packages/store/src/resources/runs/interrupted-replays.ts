import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { deliveries, runs } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { all } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'

/**
 * Creates the query of interrupted replays, in the order in which they began. It uses only the partial index
 * of open runs.
 */
export const createInterruptedReplays =
  ({ tables, read }: Database): RunStore['interruptedReplays'] =>
  () =>
    read(function* () {
      const rows = yield* all(
        selectRuns(tables)
          .where(
            and(
              sql`${runs.status} in ('queued', 'running')`,
              eq(runs.status, 'running'),
              isNotNull(runs.replayOf),
              isNotNull(runs.delivery)
            )
          )
          .orderBy(runs.id)
      )
      const ids = rows.flatMap(({ delivery }) => delivery ?? [])
      const counted = yield* all(
        tables
          .select({ id: deliveries.id, starts: deliveries.starts })
          .from(deliveries)
          .where(inArray(deliveries.id, ids))
      )
      const starts = new Map(counted.map(row => [row.id, row.starts]))
      return rows.map(row => ({
        run: { ...runOf(row), steps: null, result: null },
        starts: starts.get(row.delivery ?? 0) ?? 0
      }))
    })
