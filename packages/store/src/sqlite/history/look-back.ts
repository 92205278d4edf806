import type { Id, Millis } from '@hookwright/model'
import { and, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { blobOfId } from '../file/uid.ts'
import type { Tables } from '../schema/tables.ts'

/** The rows of a look that are wanted: these, or for null those before a row and, where it begins, behind its first. */
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

/** A table that is listed newest first. */
export interface Listed {
  table: SQLiteTable
  id: SQLiteColumn
  uid: SQLiteColumn
  /** Time column of a row, where rows are written approximately in that order. */
  at?: SQLiteColumn
}

/** Rows of a list that belong to somebody: those with one of these keys in a column, and of them those that `also` fit. */
export interface Owned {
  column: SQLiteColumn
  keys: number[]
  also?: SQL
}

/** The part of a table that one look goes over, as rowids. */
export interface Span {
  /** Ends before this one. */
  before: number
  /** First row of the slice; null reaches to the first row. */
  from: number | null
  /** True when nothing older matches. */
  isLast: boolean
  /** The first row that may fit at all; null for the first one there is. */
  first: number | null
}

const NEWEST = Number.MAX_SAFE_INTEGER

/** The first rowid from which on rows came at a time or later. */
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
 * Computes the span of one scan: at least as many rows as are asked for and, when a filter excludes rows, as many as
 * stay quick. Null when the row to go on from is not there.
 */
export const spanOf = (
  reading: Tables,
  listed: Listed,
  given: {
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
  const { owned, limit, since, until } = given
  const start =
    given.before === undefined
      ? { id: NEWEST }
      : reading.get<{ id: number } | undefined>(
          sql`select ${id} as id from ${table} where ${uid} = ${blobOfId(given.before)}`
        )
  if (start === undefined) return null
  const rowSince = (time: Millis | undefined): number | null =>
    at === undefined || time === undefined ? null : firstSince(reading, listed, at, time)
  const before = Math.min(start.id, rowSince(until && until + SLACK) ?? NEWEST)
  const first = rowSince(since && since - SLACK)
  const owners = owned?.reduce((sum, { keys }) => sum + keys.length, 0) ?? 1
  const share = Math.ceil(MOST_LOOKED / Math.max(1, owners))
  const depth = given.isFiltered ? Math.max(limit, share) : limit
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

/** Keys as a table. */
const ofKeys = (keys: number[]) => sql`json_each(${JSON.stringify(keys)}) keys`

/** Keys as a list that SQL can look in. */
export const among = (keys: number[]) => sql`(select value from json_each(${JSON.stringify(keys)}))`

/** Narrows rows to the wanted ones. */
const isAmong = (id: SQLiteColumn, { before, from, ids }: Wanted): SQL | undefined =>
  ids === null ? and(lt(id, before), from === null ? undefined : gte(id, from)) : sql`${id} in ${among(ids)}`

const isOf = ({ column, keys, also }: Owned): SQL | undefined => and(sql`${column} in ${among(keys)}`, also)

/** Narrows rows to the wanted ones of somebody, or of all for null. */
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
