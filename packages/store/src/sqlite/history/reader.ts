import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Tables } from '../schema/tables.ts'

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
