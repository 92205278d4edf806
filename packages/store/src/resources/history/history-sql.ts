import type { Millis } from '@hookwright/model'
import type { SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import type { Steps } from '../../statements/steps.ts'
import type { SearchIndex, Texts } from './search.ts'

/** Table that is listed newest first. */
export interface Listed {
  table: SQLiteTable
  id: SQLiteColumn
  uid: SQLiteColumn
  /** Column with the row's time. Only for tables whose rows are written roughly in the order of this time. */
  at?: SQLiteColumn
}

/** Rows with one key in a range of rowids: before `before` and from `from` on. */
export interface KeyRange {
  table: SQLiteTable
  /** Column of the key. */
  column: SQLiteColumn
  id: SQLiteColumn
  key: SQL
  before: number | SQL
  from: number | SQL | null
}

/** SQL of the history that differs between the databases. */
export interface HistorySql {
  /** Returns the condition of a key's rows and their order, newest first. One index serves both. */
  rangeOf: (range: KeyRange) => { isWithin: SQL; newestFirst: SQL }
  /** Returns keys as rows with one column, `value`. */
  keys: (keys: number[]) => SQL
  /** Returns the condition that a column contains one of these keys. */
  isAmong: (column: SQLiteColumn, keys: number[]) => SQL
  /** Returns the newest deliveries as rows with `id` and `status`, up to `most` per subscription. */
  newestOf: (subscriptions: SQL, most: number) => SQL
  /**
   * Returns up to `most` runs of each delivery as rows, with the delivery and the columns that distinguish
   * results.
   */
  runsOf: (deliveries: number[], most: number) => SQL
  /** Finds, for each time, the first row written at that time or later, and returns the rowids. */
  firstSince: (reading: Tables, listed: Listed, at: SQLiteColumn, times: Millis[]) => Steps<number[]>
}

/** Access to the database for lists and searches. */
export interface HistoryReading {
  list: Database['list']
  dialect: HistorySql
  texts: () => Texts
  /** Text index; null if there is none. All rows are then scanned. */
  index: SearchIndex | null
}
