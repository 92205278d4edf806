import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { deliveries, runs } from '../../schema/schema.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import type { RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/**
 * Creates the reading of interrupted replays, in the order of their beginning. It uses only the
 * partial index of open runs.
 */
export const createInterruptedReplays =
  ({ tables, read }: SqliteFile): RunStore['interruptedReplays'] =>
  () =>
    read(() =>
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
        .all()
        .map(row => {
          const startsOf = tables.select({ starts: deliveries.starts }).from(deliveries)
          const of = row.delivery === null ? undefined : startsOf.where(eq(deliveries.id, row.delivery)).get()
          const starts = of?.starts ?? 0
          return { run: { ...runOf(row), steps: null, result: null }, starts }
        })
    )
