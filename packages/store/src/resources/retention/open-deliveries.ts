import { inArray, type SQL, sql } from 'drizzle-orm'
import { deliveries, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { openStatuses } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'

/** Deliveries of a batch that stay: each with the reason. */
export type OpenDeliveries = ReadonlyMap<number, 'open' | 'on-hold'>

/** Database of a batch in a transaction. */
export type BatchDatabase = Pick<Database, 'tables' | 'forUpdate' | 'batch'>

/**
 * Returns those of the deliveries that have an open run. Locks all of them against runs that would
 * begin before the transaction ends. A run on hold is open.
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
  /** Returns the hint to read a table by this index, where the database takes hints. */
  indexedBy: (index: string) => SQL
  /** Notes that texts of deliveries may no longer be searched, so that a text index is updated. */
  noteDeliveries: (tables: Tables, ids: number[]) => Steps<void>
  /** Notes the texts of called runs at rest likewise, of all flows or of one: rules decide whether they are hidden. */
  noteCalled: (tables: Tables, flow?: number) => Steps<void>
}
