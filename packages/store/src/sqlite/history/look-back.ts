import type { Id, Millis } from '@hookwright/model'
import { and, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'

/** Wanted rows of a scan: these, or for null those before a row and after the range's first one. */
export interface Wanted {
  before: number
  from: number | null
  ids: number[] | null
  most: number
}

/** Maximum number of rows of one scan when a filter excludes some. */
export const MOST_LOOKED = 20_000

/** Maximum distance between the order of writing and the order of arrival. */
const SLACK: Millis = 60_000

/** Table that is listed newest first. */
export interface Listed {
  table: SQLiteTable
  id: SQLiteColumn
  uid: SQLiteColumn
  /** Time column of a row, where rows are written approximately in that order. */
  at?: SQLiteColumn
}

/** Listed rows of owners: those with one of these keys in a column that also match `also`. */
export interface Owned {
  column: SQLiteColumn
  keys: number[]
  also?: SQL
}

/** Range of rowids of one scan. */
export interface Span {
  /** Exclusive end. */
  before: number
  /** First row of the range; null for the first row of the table. */
  from: number | null
  /** True when no older rows match. */
  isLast: boolean
  /** First row that can match; null for the first row of the table. */
  first: number | null
}

const NEWEST = Number.MAX_SAFE_INTEGER

/** Returns the first rowid whose row was written at a time or later. */
export const firstSince = (
  reading: Tables,
  { table, id }: Listed,
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

/**
 * Returns the range of one scan: at least as many rows as requested and, when a filter excludes
 * rows, as many as are quick to scan. Null when the row to continue from is missing.
 */
export const spanOf = (
  reading: Tables,
  listed: Listed,
  params: {
    /** Owner of the listed rows; null for all. */
    owned: Owned[] | null
    before: Id | undefined
    limit: number
    isFiltered: boolean
    since?: Millis | undefined
    until?: Millis | undefined
  }
): Span | null => {
  const { table, id, uid, at } = listed
  const { owned, limit, since, until } = params
  const start =
    params.before === undefined
      ? { id: NEWEST }
      : reading.get<{ id: number } | undefined>(
          sql`select ${id} as id from ${table} where ${uid} = ${blobOfId(params.before)}`
        )
  if (start === undefined) return null
  const rowSince = (time: Millis | undefined): number | null =>
    at === undefined || time === undefined ? null : firstSince(reading, listed, at, time)
  const before = Math.min(start.id, rowSince(until && until + SLACK) ?? NEWEST)
  const first = rowSince(since && since - SLACK)
  const owners = owned?.reduce((sum, { keys }) => sum + keys.length, 0) ?? 1
  const share = Math.ceil(MOST_LOOKED / Math.max(1, owners))
  const depth = params.isFiltered ? Math.max(limit, share) : limit
  const oldest = (which: SQL | undefined) =>
    sql`(select ${id} from ${table} where ${and(which, lt(id, before))} order by ${id} desc limit 1 offset ${depth - 1})`
  const oldestOf = ({ column, keys, also }: Owned) =>
    sql`select ${oldest(and(sql`${column} = keys.value`, also))} as "from" from ${ofKeys(keys)}`
  const found = reading.get<{ from: number | null }>(
    owned === null
      ? sql`select ${oldest(undefined)} as "from"`
      : sql`select max("from") as "from" from (${sql.join(owned.map(oldestOf), sql` union all `)})`
  )
  const from = found?.from ?? null
  return from !== null && from > (first ?? 0)
    ? { before, from, isLast: false, first }
    : { before, from: first, isLast: true, first }
}

/** Returns keys as an SQL table. */
const ofKeys = (keys: number[]) => sql`json_each(${JSON.stringify(keys)}) keys`

/** Returns keys as an SQL list for `in`. */
export const among = (keys: number[]) => sql`(select value from json_each(${JSON.stringify(keys)}))`

/** Returns the SQL condition for the wanted rows. */
const isAmong = (id: SQLiteColumn, { before, from, ids }: Wanted): SQL | undefined =>
  ids === null ? and(lt(id, before), from === null ? undefined : gte(id, from)) : sql`${id} in ${among(ids)}`

const isOf = ({ column, keys, also }: Owned): SQL | undefined => and(sql`${column} in ${among(keys)}`, also)

/** Returns the SQL condition for the wanted rows of owners, or of all for null. */
export const isWanted = (
  { table, id }: Pick<Listed, 'table' | 'id'>,
  owned: Owned[] | null,
  wanted: Wanted
): SQL | undefined => {
  const isWithin = isAmong(id, wanted)
  if (owned === null) return isWithin
  if (owned.length <= 1 || wanted.ids !== null) return and(isWithin, or(...owned.map(isOf)))
  // Each by its own index, key by key: otherwise another index is taken, or the whole table is gone through.
  const found = owned.map(
    ({ column, keys, also }) =>
      sql`select ${id} from ${ofKeys(keys)} cross join ${table} where ${and(sql`${column} = keys.value`, also, isWithin)}`
  )
  return sql`${id} in (${sql.join(found, sql` union all `)})`
}
