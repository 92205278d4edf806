import type { Id, Millis } from '@hookwright/model'
import { and, gte, lt, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Tables } from '../sqlite-file.ts'
import { blobOfId } from '../uid.ts'

/** The rows of a look that are wanted: these, or for null those before a row and, where it begins, behind its first. */
export interface Wanted {
  before: number
  from: number | null
  ids: number[] | null
  most: number
}

/** How many rows one look through a table goes over when a filter leaves some of them out. */
export const MOST_LOOKED = 20_000

/** How far the order in which rows were written may be from the order in which they came. */
const SLACK: Millis = 60_000

/** A table that is listed newest first, and its column that says whose a row is. */
interface Listed {
  table: SQLiteTable
  id: SQLiteColumn
  uid: SQLiteColumn
  key: SQLiteColumn
  /** When a row came, where rows are written about in that order. */
  at?: SQLiteColumn
}

/** The part of a table that one look goes over, as rowids. */
export interface Span {
  /** Ends before this one. */
  before: number
  /** Begins with this one; null reaches to the first row. */
  from: number | null
  /** Whether nothing fits before it. */
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
 * How far one look goes: over at least as many rows as are asked for, if there are so many, and, when a filter leaves
 * rows out, over so many that it stays quick. Null when the row to go on from is not there.
 */
export const spanOf = (
  reading: Tables,
  listed: Listed,
  given: {
    keys: number[] | null
    before: Id | undefined
    limit: number
    isFiltered: boolean
    since?: Millis | undefined
    until?: Millis | undefined
  }
): Span | null => {
  const { table, id, uid, key, at } = listed
  const { keys, limit, since, until } = given
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
  const share = Math.ceil(MOST_LOOKED / Math.max(1, keys?.length ?? 1))
  const depth = given.isFiltered ? Math.max(limit, share) : limit
  const oldest = (ofKey: ReturnType<typeof sql>) =>
    sql`(select ${id} from ${table} where ${ofKey} ${id} < ${before} order by ${id} desc limit 1 offset ${depth - 1})`
  const found =
    keys === null
      ? reading.get<{ from: number | null }>(sql`select ${oldest(sql``)} as "from"`)
      : reading.get<{ from: number | null }>(
          sql`select max("from") as "from" from (
            select ${oldest(sql`${key} = keys.value and`)} as "from" from json_each(${JSON.stringify(keys)}) keys)`
        )
  const from = found?.from ?? null
  return from !== null && from > (first ?? 0)
    ? { before, from, isLast: false, first }
    : { before, from: first, isLast: true, first }
}

/** Keys as a list that SQL can look in. */
export const among = (keys: number[]) => sql`(select value from json_each(${JSON.stringify(keys)}))`

/** Narrows rows to the wanted ones. */
export const isWanted = (id: SQLiteColumn, { before, from, ids }: Wanted) =>
  ids === null ? and(lt(id, before), from === null ? undefined : gte(id, from)) : sql`${id} in ${among(ids)}`
