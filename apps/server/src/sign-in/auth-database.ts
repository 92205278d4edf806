import type { Tries } from './tries.ts'

/** Statement in SQL that both databases understand, with `?` for each value and `{name}` for each table. */
export interface AuthStatement {
  sql: string
  values: readonly unknown[]
}

/** Body of a transaction: a generator that yields statements (see `ask`) and receives their rows. */
export type AuthSteps<Result> = Generator<AuthStatement, Result, unknown[]>

/**
 * Database of members and sessions: `auth.db` next to the SQLite database, or tables in PostgreSQL. Times are
 * whole milliseconds, and booleans are 0 or 1.
 */
export interface AuthDatabase {
  /** Executes one statement and returns its rows. */
  ask: <Row>(sql: string, ...values: readonly unknown[]) => Promise<Row[]>
  /**
   * Runs a body in a transaction. No other body runs at the same time, in any process. If the body throws,
   * nothing is changed.
   */
  write: <Result>(body: () => AuthSteps<Result>) => Promise<Result>
  /**
   * Reports to other processes that members or their sessions have changed. Must be called in a `write` body.
   */
  noteMembers: () => AuthSteps<void>
  /** Returns a number that rises with each reported change. Null when one process has the database to itself. */
  memberChanges: (() => Promise<number>) | null
  /** Returns true if an insert failed because its person does not exist. */
  isOfNobody: (thrown: unknown) => boolean
  /** Throws when the database cannot be read. */
  probe: () => Promise<void>
  close: () => Promise<void>
}

/** Executes a statement of a transaction and returns its rows. The caller must know their columns. */
export function* ask<Row>(sql: string, ...values: readonly unknown[]): AuthSteps<Row[]> {
  return (yield { sql, values }) as Row[]
}

/** Replaces the table placeholders of a statement with the table names of a database. */
export const nameTables = (sql: string, nameOf: (table: string) => string): string =>
  sql.replace(/\{(\w+)\}/g, (_, table: string) => nameOf(table))

/** Storage of members, sessions and sign-in attempts. */
export interface AuthStorage {
  database: AuthDatabase
  /** Counts of attempts to sign in. */
  tries: Tries
  /** Returns the code of the first-admin link. */
  firstAdminCode: () => Promise<string>
}
