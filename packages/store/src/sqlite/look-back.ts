import type { Id } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Tables } from './sqlite-file.ts'
import { blobOfId } from './uid.ts'

/** How many rows one look through a table goes over when a filter leaves some of them out. */
const MOST_LOOKED = 20_000

/** A table that is listed newest first, and its column that says whose a row is. */
interface Listed {
  table: SQLiteTable
  id: SQLiteColumn
  uid: SQLiteColumn
  key: SQLiteColumn
}

/** The part of a table that one look goes over, as rowids. */
export interface Span {
  /** Ends before this one. */
  before: number
  /** Begins with this one; null reaches to the first row. */
  from: number | null
}

const NEWEST = Number.MAX_SAFE_INTEGER

/**
 * How far one look goes: over at least as many rows as are asked for, if there are so many, and, when a filter leaves
 * rows out, over so many that it stays quick. Null when the row to go on from is not there.
 */
export const spanOf = (
  reading: Tables,
  listed: Listed,
  given: { keys: number[] | null; before: Id | undefined; limit: number; isFiltered: boolean }
): Span | null => {
  const { table, id, uid, key } = listed
  const { keys, limit } = given
  const start =
    given.before === undefined
      ? { id: NEWEST }
      : reading.get<{ id: number } | undefined>(
          sql`select ${id} as id from ${table} where ${uid} = ${blobOfId(given.before)}`
        )
  if (start === undefined) return null
  const share = Math.ceil(MOST_LOOKED / Math.max(1, keys?.length ?? 1))
  const depth = given.isFiltered ? Math.max(limit, share) : limit
  const oldest = (ofKey: ReturnType<typeof sql>) =>
    sql`(select ${id} from ${table} where ${ofKey} ${id} < ${start.id} order by ${id} desc limit 1 offset ${depth - 1})`
  const found =
    keys === null
      ? reading.get<{ from: number | null }>(sql`select ${oldest(sql``)} as "from"`)
      : reading.get<{ from: number | null }>(
          sql`select max("from") as "from" from (
            select ${oldest(sql`${key} = keys.value and`)} as "from" from json_each(${JSON.stringify(keys)}) keys)`
        )
  return { before: start.id, from: found?.from ?? null }
}

/** Keys as a list that SQL can look in. */
export const among = (keys: number[]) => sql`(select value from json_each(${JSON.stringify(keys)}))`
