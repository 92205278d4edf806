import { eq, sql } from 'drizzle-orm'
import { flows, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { countOfKey, newestOfKey } from '../../statements/rows-of-key.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { get, rawRows, type Steps } from '../../statements/steps.ts'
import type { FlowStore, Tally } from '../../store.ts'

const deliveriesOf = { table: 'deliveries', column: 'subscription', key: sql`s.id` } as const

/**
 * Counts the deliveries and runs of a flow, each up to `most`, using indexes only. The limit bounds the cost
 * for a busy flow.
 */
function* tallyOf(reading: Tables, flow: number, most: number): Steps<Tally> {
  const runsOf = { table: 'runs', column: 'flow', key: sql`cast(${flow} as bigint)` } as const
  const [counted] = yield* rawRows<{ deliveries: number; runs: number }>(
    reading,
    sql`
    select
      (select coalesce(sum(${countOfKey(deliveriesOf, most)}), 0)
        from subscriptions s where s.flow = ${flow}) as deliveries,
      ${countOfKey(runsOf, most)} as runs`
  )
  const last = yield* get(selectRuns(reading).where(sql`${runs.id} = ${newestOfKey(runsOf)}`))
  const [newest] = yield* rawRows<{ status: string; at: number }>(
    reading,
    sql`
    select status, received_at as at from deliveries where id = (select max(newest) from (
      select ${newestOfKey(deliveriesOf)} as newest
      from subscriptions s where s.flow = ${flow}) n)`
  )
  return {
    deliveries: Math.min(counted?.deliveries ?? 0, most),
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
