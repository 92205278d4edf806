import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

/** Access to the database through drizzle, on one connection. */
export type Tables = BetterSQLite3Database

/** Function that reads the tables through one connection. */
export type ReadTables = <T>(body: (tables: Tables) => T) => Promise<T>
