import Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'

/** The connection that lists and searches: it can only read, so a long list never holds the writer's transaction. */
export interface Reader {
  /** Opened when the first list is asked for. */
  tables: () => BetterSQLite3Database
  close: () => void
}

export const createReader = (path: string): Reader => {
  let db: Database.Database | null = null
  let tables: BetterSQLite3Database | null = null
  return {
    tables: () => {
      if (tables === null) {
        db = new Database(path, { readonly: true, timeout: 5_000 })
        db.pragma('trusted_schema = off')
        db.pragma('temp_store = memory')
        tables = drizzle(db, { casing: 'snake_case' })
      }
      return tables
    },
    close: () => db?.close()
  }
}
