import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { ReadTables, Tables } from '../../schema/tables.ts'
import type { TextIndex } from './text-index.ts'
import type { StoredTexts } from './texts.ts'

/** Read-only connection for lists and searches, so that a long list never blocks the writer. */
export interface Reader {
  /** Returns the database, which is opened at its first use. */
  db: () => Database.Database
  tables: () => Tables
  close: () => void
}

export const createReader = (path: string): Reader => {
  let opened: { db: Database.Database; tables: Tables } | null = null
  const open = () => {
    if (opened !== null) return opened
    const db = new Database(path, { readonly: true, timeout: 5_000 })
    db.pragma('trusted_schema = off')
    db.pragma('temp_store = memory')
    opened = { db, tables: drizzle(db, { casing: 'snake_case' }) }
    return opened
  }
  return { db: () => open().db, tables: () => open().tables, close: () => opened?.db.close() }
}

/** Access to the database for lists and searches. */
export interface Reading {
  /** Reads through the connection for lists. */
  list: ReadTables
  /** Returns the database itself, for prepared statements. */
  db: () => Database.Database
  texts: () => StoredTexts
  /** Text index; null if there is none. All rows are then scanned. */
  index: TextIndex | null
}
