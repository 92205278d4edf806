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
  /** Time column of a row, where rows are written approximately in that order. */
  at?: SQLiteColumn
}

/** Rows of one key in a range of rowids: those before one, and from another on. */
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
  /** Returns the condition of the rows of a key, and their order with the newest first, which one index answers. */
  rangeOf: (range: KeyRange) => { isWithin: SQL; newestFirst: SQL }
  /** Returns keys as rows with one column, `value`. */
  keys: (keys: number[]) => SQL
  /** Returns the condition that a column has one of these keys. */
  isAmong: (column: SQLiteColumn, keys: number[]) => SQL
  /** Returns the newest deliveries, up to some of each subscription, as rows with `id` and `status`. */
  newestOf: (subscriptions: SQL, most: number) => SQL
  /** Returns up to some runs of each of these deliveries as rows, with their delivery and columns that tell results apart. */
  runsOf: (deliveries: number[], most: number) => SQL
  /** Finds, for each time, the first rowid whose row was written then or later. */
  firstSince: (reading: Tables, listed: Listed, at: SQLiteColumn, times: Millis[]) => Steps<number[]>
}

/** Access to the database for lists and searches. */
export interface HistoryReading {
  list: Database['list']
  dialect: HistorySql
  texts: () => Texts
  /** Text index; null without one, in which case all rows are scanned. */
  index: SearchIndex | null
}
