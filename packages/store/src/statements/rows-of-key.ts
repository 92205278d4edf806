import { type SQL, sql } from 'drizzle-orm'

/** Rows of a table with a key in an indexed column. */
interface RowsOfKey {
  table: 'runs' | 'deliveries'
  column: 'flow' | 'subscription'
  key: SQL
}

/*
 * The key is worded as a range, and its column comes first in the order. PostgreSQL then reads the rows by the index of the
 * column. With an equality it may go through the whole table, newest first, until it has met enough rows: for ever, where
 * the key is rare.
 */
const isOf = ({ column, key }: RowsOfKey): SQL => {
  const of = sql.raw(`of_key.${column}`)
  return sql`${of} >= ${key} and ${of} <= ${key}`
}

/** Returns the SQL for the rowid of the newest row with a key. */
export const newestOfKey = (rows: RowsOfKey): SQL => sql`(select of_key.id from ${sql.raw(rows.table)} of_key
  where ${isOf(rows)} order by ${sql.raw(`of_key.${rows.column}`)} desc, of_key.id desc limit 1)`

/** Returns the SQL for the number of rows with a key, counted up to `most`. */
export const countOfKey = (rows: RowsOfKey, most: number): SQL => sql`(select count(*) from (
  select 1 from ${sql.raw(rows.table)} of_key where ${isOf(rows)}
  order by ${sql.raw(`of_key.${rows.column}`)} limit ${most}) counted)`
