import type { Database } from 'better-sqlite3'
import type { ReadTables } from '../schema/tables.ts'
import type { TextIndex } from './text-index.ts'
import type { Texts } from './texts.ts'

/** Access to the database for lists and searches. */
export interface Reading {
  /** Reads through the connection for lists. */
  list: ReadTables
  /** The connection itself, for prepared statements. */
  db: () => Database
  texts: () => Texts
  /** Null where there is none: then all is looked through. */
  index: TextIndex | null
}
