import type { SuspendedCounts } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import { flowsIn, subscriptionsIn } from '../../statements/scope.ts'
import { execute } from '../../statements/steps.ts'
import type { WaitStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/** Maximum count. */
const MOST_COUNTED = 1_000

/** SQL condition worded like the partial indexes, so that one of them is used. */
const isSuspended = sql.raw(`status in ('waiting', 'on-hold')`)

const ofKeys = (column: string, keys: number[]): SQL =>
  sql`select runs.id from json_each(${JSON.stringify(keys)}) keys cross join runs on ${sql.raw(column)} = keys.value
    where ${isSuspended}`

/**
 * Creates the counts of waiting runs and runs on hold, including those begun by the runs of a flow.
 * They use only indexes.
 */
export const createCountSuspended =
  ({ list }: SqliteFile): WaitStore['count'] =>
  scope =>
    list(reading => {
      const [flows, subscriptions] = [
        execute(flowsIn(reading, scope)),
        execute(subscriptionsIn(reading, scope))
      ]
      const found =
        flows === null || subscriptions === null
          ? sql`select id from runs where ${isSuspended}`
          : sql`${ofKeys('flow', flows)} union ${ofKeys('subscription', subscriptions)}`
      const counted = reading.all<{ is: keyof SuspendedCounts; count: number }>(sql`
        select case when status = 'on-hold' then 'onHold' when detail ->> '$.waitsFor.is' = 'held' then 'held'
          else 'waiting' end as "is", count(*) as count
        from (select status, detail from runs where id in (${found}) limit ${MOST_COUNTED}) group by 1`)
      const counts: SuspendedCounts = { onHold: 0, held: 0, waiting: 0 }
      for (const { is, count } of counted) counts[is] = count
      return counts
    })
