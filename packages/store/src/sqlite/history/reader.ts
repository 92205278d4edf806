import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { ReadTables, Tables } from '../schema/tables.ts'
import type { TextIndex } from './text-index.ts'
import type { Texts } from './texts.ts'

/** A connection that lists and searches: it can only read, so a long list never holds the writer's transaction. */
export interface Reader {
  /** Opened when the first list is asked for. */
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
  /** The connection itself, for prepared statements. */
  db: () => Database.Database
  texts: () => Texts
  /** Null where there is none: then all is looked through. */
  index: TextIndex | null
}
