import { desc, eq, sql } from 'drizzle-orm'
import { flows, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { get, rawRows, type Steps } from '../../statements/steps.ts'
import type { FlowStore, Tally } from '../../store.ts'

/**
 * Counts the results of a flow by indexes alone, up to `most`, so that the cost of a busy flow is
 * limited.
 */
function* tallyOf(reading: Tables, flow: number, most: number): Steps<Tally> {
  const [counted] = yield* rawRows<{ deliveries: number; runs: number }>(
    reading,
    sql`
    select
      (select count(*) from (
        select 1 from deliveries where subscription in (select id from subscriptions where flow = ${flow})
        limit ${most}) d) as deliveries,
      (select count(*) from (select 1 from runs where flow = ${flow} limit ${most}) r) as runs`
  )
  const last = yield* get(selectRuns(reading).where(eq(runs.flow, flow)).orderBy(desc(runs.id)).limit(1))
  const [newest] = yield* rawRows<{ status: string; at: number }>(
    reading,
    sql`
    select status, received_at as at from deliveries where id = (select max(newest) from (
      select (select max(id) from deliveries where subscription = s.id) as newest
      from subscriptions s where s.flow = ${flow}) n)`
  )
  return {
    deliveries: counted?.deliveries ?? 0,
    runs: counted?.runs ?? 0,
    lastRun: last === undefined ? null : runOf(last),
    refusedAt: newest?.status === 'refused' ? newest.at : null
  }
}

export const createFlowTallies =
  ({ list }: Database): FlowStore['tallies'] =>
  (ids, most) =>
    list(function* (reading) {
      const tallies = new Map<string, Tally>()
      for (const id of ids) {
        const flow = yield* get(reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, id)))
        if (flow !== undefined) tallies.set(id, yield* tallyOf(reading, flow.id, most))
      }
      return tallies
    })
