import type { SuspendedCounts } from '@hookwright/model'
import { inArray, sql } from 'drizzle-orm'
import { runs } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { flowsIn, subscriptionsIn } from '../../statements/scope.ts'
import { rawRows } from '../../statements/steps.ts'
import type { WaitStore } from '../../store.ts'

/** Maximum count. Larger numbers are not counted. */
const MOST_COUNTED = 1_000

/** SQL condition of suspended runs, in the form of the partial indexes, so that one of them is used. */
export const isSuspended = sql`${runs.status} in ('waiting', 'on-hold')`

/**
 * Creates the counts of waiting runs and runs on hold, including runs started by the runs of a flow. They use
 * only indexes.
 */
export const createCountSuspended =
  ({ list }: Database): WaitStore['count'] =>
  scope =>
    list(function* (reading) {
      const flows = yield* flowsIn(reading, scope)
      const subscriptions = yield* subscriptionsIn(reading, scope)
      const suspended = sql`select ${runs.id} from ${runs} where ${isSuspended}`
      const found =
        flows === null || subscriptions === null
          ? suspended
          : sql`${suspended} and ${inArray(runs.flow, flows)}
              union ${suspended} and ${inArray(runs.subscription, subscriptions)}`
      const counted = yield* rawRows<{ is: keyof SuspendedCounts; count: number }>(
        reading,
        sql`
        select case when status = 'on-hold' then 'onHold' when detail ->> '$.waitsFor.is' = 'held' then 'held'
          else 'waiting' end as "is", count(*) as count
        from (select status, detail from runs where id in (${found}) limit ${MOST_COUNTED}) counted group by 1`
      )
      const counts: SuspendedCounts = { onHold: 0, held: 0, waiting: 0 }
      for (const { is, count } of counted) counts[is] = count
      return counts
    })
