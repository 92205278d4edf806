import type { Column, SQL } from 'drizzle-orm'
import type { Tables } from '../schema/tables.ts'
import type { BatchSize } from './batch.ts'
import type { Note } from './changes.ts'
import type { JobWriter } from './job-writer.ts'
import type { Steps } from './steps.ts'

/**
 * Database as the resources of both stores see it. Bodies yield their statements (`steps.ts`).
 * Faults are rethrown; errors of the database become `storage.failed`.
 */
export interface Database {
  /** Tables for statements of `write` and `read` bodies. A statement is executed only by a body that yields it. */
  tables: Tables
  /**
   * End of a query that locks the rows which it reads against hot writes, until the transaction
   * ends. Empty on SQLite, where nobody else writes meanwhile.
   */
  forUpdate: SQL
  /** Size of the batches in which retention deletes. */
  batch: BatchSize
  /** Id of this process among those that have the data open; null for the only one. */
  process: string | null
  /**
   * Returns the SQL condition that the process in a column is gone. A row without one is of a
   * process that had all data to itself. Undefined where there is no other process.
   */
  isGone: (process: Column) => SQL | undefined
  /** Writer of the jobs of shared work, for `write` bodies. */
  jobs: JobWriter
  /**
   * Runs a body in a transaction of its own or one that it shares, with no other write at the same
   * time, and resolves once that is durable. A body that throws changes nothing. It may run again,
   * so it changes only the database.
   */
  write: <Result>(body: (note: Note) => Steps<Result>) => Promise<Result>
  /** Reads single rows. On PostgreSQL each statement sees the latest commits. */
  read: <Result>(body: (reading: Tables) => Steps<Result>) => Promise<Result>
  /** Reads lists; all statements of a body see the same state. */
  list: <Result>(body: (reading: Tables) => Steps<Result>) => Promise<Result>
}
