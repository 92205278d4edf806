import { inArray, type SQL, sql } from 'drizzle-orm'
import { deliveries, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { openStatuses } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'

/** Deliveries of a batch that must be kept, each with the reason. */
export type OpenDeliveries = ReadonlyMap<number, 'open' | 'on-hold'>

/** Database access that a batch of retention needs inside its transaction. */
export type BatchDatabase = Pick<Database, 'tables' | 'forUpdate' | 'batch'>

/**
 * Returns the deliveries that have an open run. Locks all given deliveries, so that no run begins before the
 * transaction ends. A run on hold is open.
 */
export function* lockDeliveries(
  { tables, forUpdate }: BatchDatabase,
  ids: readonly number[]
): Steps<OpenDeliveries> {
  if (ids.length === 0) return new Map()
  const among = [...new Set(ids)]
  const isAmong = inArray(deliveries.id, among)
  yield* rawRows(tables, sql`select id from ${deliveries} where ${isAmong} order by id ${forUpdate}`)
  const isOpen = sql`${inArray(runs.delivery, among)} and ${runs.status} in ${sql.raw(openStatuses)}`
  const open = yield* rawRows<{ delivery: number; isOnHold: number }>(
    tables,
    sql`select delivery, max(case when status = 'on-hold' then 1 else 0 end) as "isOnHold" from ${runs}
      where ${isOpen} group by delivery`
  )
  return new Map(open.map(({ delivery, isOnHold }) => [delivery, isOnHold === 1 ? 'on-hold' : 'open']))
}

/** SQL of retention that differs between the databases. */
export interface RetentionSql {
  /** Returns the hint to read a table by this index; empty SQL if the database has no hints. */
  indexedBy: (index: string) => SQL
  /** Records that the texts of some deliveries may no longer be found. The text index is then updated. */
  noteDeliveries: (tables: Tables, ids: number[]) => Steps<void>
  /**
   * Records that the texts of suspended or ended child runs must be indexed again, for one flow or all:
   * redaction rules may now hide them.
   */
  noteCalled: (tables: Tables, flow?: number) => Steps<void>
}
