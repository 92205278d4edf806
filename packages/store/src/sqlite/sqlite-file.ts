import type { Database } from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { type Changes, createChanges, gatherChanges, type Note } from './changes.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import { createReader } from './reader.ts'
import { toStorageFault } from './storage-fault.ts'
import { assertOpen, createTransact } from './transaction.ts'

/** The tables as drizzle sees them. */
export type Tables = BetterSQLite3Database

/** An open file: its one writing connection, and the ways to read and write it. */
export interface SqliteFile {
  db: Database
  tables: Tables
  group: GroupCommit
  changes: Changes
  /**
   * One immediate transaction, now; what waits for a group commit goes first, so that calls take effect in their
   * order. Faults pass; what SQLite throws becomes `storage.failed`.
   */
  write: <T>(body: (note: Note) => T) => Promise<T>
  /** Reads through the writing connection: one row by its id. */
  read: <T>(body: (tables: Tables) => T) => Promise<T>
  /** Reads through the connection for lists. */
  list: <T>(body: (tables: Tables) => T) => Promise<T>
  /** Commits what waits, writes the log into the file and lets go of both. */
  close: () => void
}

/** The file of an open connection; `unlock` lets go of its folder. */
export const createSqliteFile = (db: Database, path: string, unlock: () => void): SqliteFile => {
  const changes = createChanges()
  const transact = createTransact(db)
  const group = createGroupCommit(db, transact, changes)
  const tables = drizzle(db, { casing: 'snake_case' })
  const reader = createReader(path)
  return {
    db,
    tables,
    group,
    changes,
    write: async body => {
      group.flush()
      const gathered = gatherChanges()
      try {
        const result = transact(() => body(gathered.note))
        changes.tell(gathered.changes())
        return result
      } catch (thrown) {
        throw toStorageFault(thrown)
      }
    },
    read: async body => {
      try {
        assertOpen(db)
        return body(tables)
      } catch (thrown) {
        throw toStorageFault(thrown)
      }
    },
    list: async body => {
      try {
        assertOpen(db)
        return body(reader.tables())
      } catch (thrown) {
        throw toStorageFault(thrown)
      }
    },
    close: () => {
      if (!db.open) return
      group.flush()
      reader.close()
      db.close()
      unlock()
    }
  }
}
