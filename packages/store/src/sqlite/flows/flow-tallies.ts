import { desc, eq, sql } from 'drizzle-orm'
import { flows, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import type { FlowStore, Tally } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/**
 * Counts the results of a flow by indexes alone, up to `most`, so that the cost of a busy flow is
 * limited.
 */
const tallyOf = (reading: Tables, flow: number, most: number): Tally => {
  const counted = reading.get<{ deliveries: number; runs: number }>(sql`
    select
      (select count(*) from (
        select 1 from deliveries where subscription in (select id from subscriptions where flow = ${flow})
        limit ${most})) as deliveries,
      (select count(*) from (select 1 from runs where flow = ${flow} limit ${most})) as runs`)
  const last = selectRuns(reading).where(eq(runs.flow, flow)).orderBy(desc(runs.id)).limit(1).get()
  const newest = reading.get<{ status: string; at: number } | undefined>(sql`
    select status, received_at as at from deliveries where id = (select max(newest) from (
      select (select max(id) from deliveries where subscription = s.id) as newest
      from subscriptions s where s.flow = ${flow}))`)
  return {
    deliveries: counted?.deliveries ?? 0,
    runs: counted?.runs ?? 0,
    lastRun: last === undefined ? null : runOf(last),
    refusedAt: newest?.status === 'refused' ? newest.at : null
  }
}

export const createFlowTallies =
  ({ list }: SqliteFile): FlowStore['tallies'] =>
  (ids, most) =>
    list(reading => {
      const tallies = new Map<string, Tally>()
      for (const id of ids) {
        const flow = reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, id)).get()
        if (flow !== undefined) tallies.set(id, tallyOf(reading, flow.id, most))
      }
      return tallies
    })
