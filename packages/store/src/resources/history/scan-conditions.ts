import type { Id, Millis } from '@hookwright/model'
import { and, desc, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { HistorySql, Listed } from './history-sql.ts'

/**
 * Rows that a scan selects: those with `ids`, or, when `ids` is null, those before `before` and from `from`
 * on.
 */
export interface RowSelection {
  before: number
  from: number | null
  ids: number[] | null
  most: number
}

/** Maximum number of rows of one scan when a filter excludes some rows. */
export const MOST_SCANNED = 20_000

/** Maximum difference between the order of writing and the order of arrival, in milliseconds. */
const SLACK: Millis = 60_000

/** Filter of rows by owner: `column` has one of the keys, and the row matches `also`. */
export interface OwnerRows {
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
  /** Oldest row that can match the whole filter, not only this scan; null for the first row of the table. */
  first: number | null
}

const NEWEST = Number.MAX_SAFE_INTEGER

/**
 * Returns the rowids between which the rows of a period lie, with a minute of slack. Only for tables written
 * roughly in the order of time.
 */
function* edgesOf(
  reading: Tables,
  dialect: HistorySql,
  listed: Listed,
  times: { since: Millis | undefined; until: Millis | undefined }
): Steps<{ first: number | null; end: number }> {
  const { at } = listed
  const since = times.since && times.since - SLACK
  const until = times.until && times.until + SLACK
  const asked = [since, until].filter(time => time !== undefined)
  if (at === undefined || asked.length === 0) return { first: null, end: NEWEST }
  const found = yield* dialect.firstSince(reading, listed, at, asked)
  return {
    first: since === undefined ? null : (found[0] ?? null),
    end: until === undefined ? NEWEST : (found.at(-1) ?? NEWEST)
  }
}

/**
 * Returns the range of one scan; null when the row to continue from is missing. The range has at least as
 * many rows as requested. When a filter excludes rows, it has as many as can be scanned quickly.
 */
export function* spanOf(
  reading: Tables,
  dialect: HistorySql,
  listed: Listed,
  params: {
    /** Owners of the listed rows; null for all rows. */
    owned: OwnerRows[] | null
    before: Id | undefined
    limit: number
    isFiltered: boolean
    since?: Millis | undefined
    until?: Millis | undefined
  }
): Steps<Span | null> {
  const { table, id, uid } = listed
  const { owned, limit, since, until } = params
  const [start] =
    params.before === undefined
      ? [{ id: NEWEST }]
      : yield* rawRows<{ id: number }>(
          reading,
          sql`select ${id} as id from ${table} where ${uid} = ${blobOfId(params.before)}`
        )
  if (start === undefined) return null
  const { first, end } = yield* edgesOf(reading, dialect, listed, { since, until })
  const before = Math.min(start.id, end)
  const owners = owned?.reduce((sum, { keys }) => sum + keys.length, 0) ?? 1
  const share = Math.ceil(MOST_SCANNED / Math.max(1, owners))
  const depth = params.isFiltered ? Math.max(limit, share) : limit
  const oldest = (which: SQL | undefined, order: SQL) =>
    sql`(select ${id} from ${table} where ${which} order by ${order} limit 1 offset ${depth - 1})`
  const oldestOf = ({ column, keys, also }: OwnerRows) => {
    const range = { table, column, id, key: sql`keys.value`, before, from: null }
    const { isWithin, newestFirst } = dialect.rangeOf(range)
    return sql`select ${oldest(and(isWithin, also), newestFirst)} as "from" from ${dialect.keys(keys)} keys`
  }
  const [found] = yield* rawRows<{ from: number | null }>(
    reading,
    owned === null
      ? sql`select ${oldest(lt(id, before), desc(id))} as "from"`
      : sql`select max("from") as "from" from (${sql.join(owned.map(oldestOf), sql` union all `)}) oldest`
  )
  const from = found?.from ?? null
  return from !== null && from > (first ?? 0)
    ? { before, from, isLast: false, first }
    : { before, from: first, isLast: true, first }
}

/** Returns the SQL condition for the selected rows of owners (null for all), and the order, newest first. */
export const selectionCondition = (
  dialect: HistorySql,
  { table, id }: Pick<Listed, 'table' | 'id'>,
  owned: OwnerRows[] | null,
  { before, from, ids }: RowSelection
): { where: SQL | undefined; newestFirst: SQL } => {
  const [own, ...others] = owned ?? []
  const [key, ...moreKeys] = own?.keys ?? []
  if (ids === null && own !== undefined && key !== undefined && others.length + moreKeys.length === 0) {
    const range = { table, column: own.column, id, key: sql`${key}`, before, from }
    const { isWithin, newestFirst } = dialect.rangeOf(range)
    return { where: and(isWithin, own.also), newestFirst }
  }
  const isWithin =
    ids === null ? and(lt(id, before), from === null ? undefined : gte(id, from)) : dialect.isAmong(id, ids)
  const newestFirst = desc(id)
  if (owned === null) return { where: isWithin, newestFirst }
  const isOf = ({ column, keys, also }: OwnerRows) => and(dialect.isAmong(column, keys), also)
  if (owned.length <= 1 || ids !== null) return { where: and(isWithin, or(...owned.map(isOf))), newestFirst }
  // Each by its own index, key by key: otherwise another index is taken, or the whole table is gone through.
  const found = owned.map(
    ({ column, keys, also }) =>
      sql`select ${id} from ${dialect.keys(keys)} keys cross join ${table} where ${and(sql`${column} = keys.value`, also, isWithin)}`
  )
  return { where: sql`${id} in (${sql.join(found, sql` union all `)})`, newestFirst }
}
