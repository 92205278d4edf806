import { desc, eq, type SQL, sql } from 'drizzle-orm'
import type { HistorySql } from '../../resources/history/history-sql.ts'
import { deliveries, runs } from '../../schema/schema.ts'
import { rawRows } from '../../statements/steps.ts'

/** Converts integers to a PostgreSQL array. */
export const arrayOf = (numbers: readonly number[]): SQL => sql`cast(${`{${numbers.join(',')}}`} as bigint[])`

const keysOf = (keys: number[]): SQL => sql`(select value from unnest(${arrayOf(keys)}) as keys_of(value))`

const NEWEST = Number.MAX_SAFE_INTEGER

/**
 * Selects the rows of a key with a range of (key, rowid) pairs. With an equality and an order by rowid,
 * PostgreSQL might scan the whole table from the newest row, which is very slow for a rare key.
 */
export const rangeOf: HistorySql['rangeOf'] = ({ column, id, key, before, from }) => ({
  isWithin: sql`((${column}, ${id}) < (${key}, ${before}) and (${column}, ${id}) >= (${key}, ${from ?? 0}))`,
  newestFirst: sql`${desc(column)}, ${desc(id)}`
})

/**
 * History SQL for PostgreSQL. Rowids ascend only approximately in write order, since they are assigned before
 * the commit. Lists are therefore read downwards and never continued upwards.
 */
export const postgresHistory: HistorySql = {
  keys: keysOf,
  // One key is compared as such: its rows then come out of the index in order.
  isAmong: (column, keys) =>
    keys.length === 1 ? eq(column, keys[0]) : sql`${column} = any(${arrayOf(keys)})`,
  rangeOf,
  newestOf: (subscriptions, most) => {
    const { id, subscription: column } = deliveries
    const range = { table: deliveries, column, id, key: sql`s.id`, before: NEWEST, from: null }
    const { isWithin, newestFirst } = rangeOf(range)
    return sql`(select d.id, d.status from (${subscriptions}) s cross join lateral (
      select ${id}, ${deliveries.status} from ${deliveries} where ${isWithin} order by ${newestFirst} limit ${most}) d)`
  },
  runsOf: (keys, most) => sql`(
    select keys.value as delivery, record_index, replay_of, status from ${keysOf(keys)} keys
    cross join lateral (select * from ${runs} where ${runs.delivery} = keys.value limit ${most}) of_one)`,
  firstSince: function* (reading, { table, id }, at, times) {
    // All times are looked for together, each by halving.
    const found = yield* rawRows<{ first: number }>(
      reading,
      sql`with recursive look(nth, since, low, high) as (
          select nth, since, cast(0 as bigint), (select coalesce(max(${id}), -1) + 1 from ${table})
          from unnest(${arrayOf(times.map(Math.ceil))}) with ordinality as times(since, nth)
        union all
          select nth, since,
            case when f.written >= since or f.id is null then low else f.id + 1 end,
            case when f.written >= since or f.id is null then (low + high) / 2 else high end
          from look left join lateral (
            select ${id} as id, ${at} as written from ${table} where ${id} >= (low + high) / 2 order by ${id} limit 1
          ) f on true
          where low < high
        )
        select low as first from look where low >= high order by nth`
    )
    return found.map(({ first }) => first)
  }
}
