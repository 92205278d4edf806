import { desc, eq, sql } from 'drizzle-orm'
import type { FlowStore, Tally } from '../store.ts'
import { runOf, selectRuns } from './run-row.ts'
import { flows, runs } from './schema.ts'
import type { SqliteFile } from './sqlite-file.ts'

/** Counts by indexes alone, and no further than is asked for, so that a busy flow costs no more than that. */
export const createFlowTallies =
  ({ list }: SqliteFile): FlowStore['tallies'] =>
  (ids, most) =>
    list(reading => {
      const tallies = new Map<string, Tally>()
      for (const id of ids) {
        const flow = reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, id)).get()
        if (flow === undefined) continue
        const counted = reading.get<{ deliveries: number; runs: number }>(sql`
          select
            (select count(*) from (
              select 1 from deliveries where subscription in (select id from subscriptions where flow = ${flow.id})
              limit ${most})) as deliveries,
            (select count(*) from (select 1 from runs where flow = ${flow.id} limit ${most})) as runs`)
        const last = selectRuns(reading).where(eq(runs.flow, flow.id)).orderBy(desc(runs.id)).limit(1).get()
        const newest = reading.get<{ status: string; at: number } | undefined>(sql`
          select status, received_at as at from deliveries where id = (select max(newest) from (
            select (select max(id) from deliveries where subscription = s.id) as newest
            from subscriptions s where s.flow = ${flow.id}))`)
        tallies.set(id, {
          deliveries: counted?.deliveries ?? 0,
          runs: counted?.runs ?? 0,
          lastRun: last === undefined ? null : runOf(last),
          refusedAt: newest?.status === 'refused' ? newest.at : null
        })
      }
      return tallies
    })
