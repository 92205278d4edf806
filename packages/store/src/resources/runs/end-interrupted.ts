import type { RunStatus } from '@hookwright/model'
import { and, eq, exists, isNull, not, sql } from 'drizzle-orm'
import { attempts, runs } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { all } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'
import { forgetJournals } from './journal-rows.ts'
import { ownerOfChanged } from './run-rows.ts'

/**
 * Creates the store method that ends interrupted runs. It skips runs that recovery or a running attempt
 * resumes.
 */
export const createEndInterrupted =
  ({ tables, write, isGone }: Database): RunStore['endInterrupted'] =>
  ({ at, fault }) =>
    write(function* (note) {
      const status: RunStatus = { is: 'failed', at: [], fault }
      const ofRunningAttempt = tables
        .select({ id: attempts.id })
        .from(attempts)
        .where(and(eq(attempts.runId, runs.uid), eq(attempts.outcome, 'running')))
      const ended = yield* all(
        tables
          .update(runs)
          .set({ status: status.is, detail: status, finishedAt: at })
          .where(
            and(
              // Said as the partial index says it, so that it is used.
              sql`${runs.status} in ('queued', 'running')`,
              eq(runs.status, 'running'),
              isNull(runs.delivery),
              isGone(runs.process),
              not(exists(ofRunningAttempt))
            )
          )
          .returning({ id: runs.uid, of: ownerOfChanged })
      )
      const ids = ended.map(({ id }) => id)
      yield* forgetJournals(tables, ids)
      for (const { id, of } of ended) note('runs', id, of)
    })
