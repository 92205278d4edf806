import type { Tries } from './tries.ts'

/** Statement in SQL that both databases understand, with `?` for each value and `{name}` for each table. */
export interface AuthStatement {
  sql: string
  values: readonly unknown[]
}

/** Body of a transaction. It yields its statements (`ask`) and gets their rows. */
export type AuthSteps<Result> = Generator<AuthStatement, Result, unknown[]>

/**
 * Database of members and sessions: `auth.db` beside a SQLite file, or tables in PostgreSQL. Times are whole milliseconds,
 * truth is 0 or 1.
 */
export interface AuthDatabase {
  /** Executes one statement and returns its rows. */
  ask: <Row>(sql: string, ...values: readonly unknown[]) => Promise<Row[]>
  /**
   * Runs a body in a transaction, with no other body at the same time in any process. One that throws changes nothing.
   */
  write: <Result>(body: () => AuthSteps<Result>) => Promise<Result>
  /** Reports a change of members or their sessions to other processes, in a `write` body. */
  noteMembers: () => AuthSteps<void>
  /** Returns a number that rises with each reported change. Null when one process has the database to itself. */
  memberChanges: (() => Promise<number>) | null
  /** Returns true for the error of a row whose person does not exist. */
  isOfNobody: (thrown: unknown) => boolean
  /** Throws when the database cannot be read. */
  probe: () => Promise<void>
  close: () => Promise<void>
}

/** Executes a statement of a transaction and returns its rows, whose columns the caller knows. */
export function* ask<Row>(sql: string, ...values: readonly unknown[]): AuthSteps<Row[]> {
  return (yield { sql, values }) as Row[]
}

/** Replaces the table names of a statement by those of a database. */
export const nameTables = (sql: string, nameOf: (table: string) => string): string =>
  sql.replace(/\{(\w+)\}/g, (_, table: string) => nameOf(table))

/** Storage of sign-in. */
export interface AuthStorage {
  database: AuthDatabase
  /** Counts of attempts to sign in. */
  tries: Tries
  /** Returns the code of the first-admin link. */
  firstAdminCode: () => Promise<string>
}
