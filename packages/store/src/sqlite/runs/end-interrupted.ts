import type { RunStatus } from '@hookwright/model'
import { and, eq, exists, isNull, not, sql } from 'drizzle-orm'
import { attempts, flows, runs, subscriptions } from '../../schema/schema.ts'
import type { RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { JournalWriter } from './write-journal.ts'

/** Creates the end of interrupted runs that neither recovery nor a running attempt resumes. */
export const createEndInterrupted =
  ({ tables, write }: SqliteFile, journal: JournalWriter): RunStore['endInterrupted'] =>
  ({ at, fault }) =>
    write(note => {
      const status: RunStatus = { is: 'failed', at: [], fault }
      const ofRunningAttempt = tables
        .select({ id: attempts.id })
        .from(attempts)
        .where(and(eq(attempts.runId, runs.uid), eq(attempts.outcome, 'running')))
      const ended = tables
        .update(runs)
        .set({ status: status.is, detail: status, finishedAt: at })
        .where(
          and(
            // Said as the partial index says it, so that it is used.
            sql`${runs.status} in ('queued', 'running')`,
            eq(runs.status, 'running'),
            isNull(runs.delivery),
            not(exists(ofRunningAttempt))
          )
        )
        .returning({ id: runs.uid, flow: runs.flow, subscription: runs.subscription })
        .all()
      for (const { id, flow, subscription } of ended) {
        journal.forget(id)
        const of =
          subscription === null
            ? tables.select({ id: flows.uid }).from(flows).where(eq(flows.id, flow)).get()
            : tables
                .select({ id: subscriptions.uid })
                .from(subscriptions)
                .where(eq(subscriptions.id, subscription))
                .get()
        note('runs', id, of?.id)
      }
    })
