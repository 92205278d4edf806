import type { Millis } from '@hookwright/model'
import { desc, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { HistorySql, Listed } from '../../resources/history/history-sql.ts'
import { runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { act } from '../../statements/steps.ts'

/** Returns the rowid of the first row written at a given time or later. */
export const firstSince = (
  reading: Tables,
  { table, id }: Pick<Listed, 'table' | 'id'>,
  at: SQLiteColumn,
  since: Millis
): number => {
  const next = (from: number) =>
    reading.get<{ id: number; at: Millis } | undefined>(
      sql`select ${id} as id, ${at} as at from ${table} where ${id} >= ${from} order by ${id} limit 1`
    )
  const last = reading.get<{ most: number | null }>(sql`select max(${id}) as most from ${table}`)
  let low = 0
  let high = (last?.most ?? -1) + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = next(middle)
    if (found === undefined || found.at >= since) high = middle
    else low = found.id + 1
  }
  return low
}

const keysOf = (keys: number[]) => sql`(select value from json_each(${JSON.stringify(keys)}))`

/** SQL of the history on SQLite. */
export const sqliteHistory: HistorySql = {
  keys: keysOf,
  isAmong: (column, keys) => sql`${column} in ${keysOf(keys)}`,
  rangeOf: ({ column, id, key, before, from }) => ({
    isWithin: sql`(${column} = ${key} and ${id} < ${before} and ${id} >= ${from ?? 0})`,
    newestFirst: desc(id)
  }),
  newestOf: (subscriptions, most) => sql`(
    select d.id, d.status from (${subscriptions}) s, deliveries d
    where d.id in (select id from deliveries where subscription = s.id order by id desc limit ${most}))`,
  runsOf: (deliveries, most) => sql`(
    select keys.value as delivery, record_index, replay_of, status from ${keysOf(deliveries)} keys, ${runs}
    where ${runs.id} in (select r.id from ${runs} r where r.delivery = keys.value limit ${most}))`,
  firstSince: (reading, listed, at, times) =>
    act(() => times.map(since => firstSince(reading, listed, at, since)))
}
