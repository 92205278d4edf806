import type { Column, SQL } from 'drizzle-orm'
import type { Tables } from '../schema/tables.ts'
import type { BatchSize } from './batch.ts'
import type { Note } from './changes.ts'
import type { JobWriter } from './job-writer.ts'
import type { Steps } from './steps.ts'

/**
 * Database interface that the resources of both stores use. Bodies yield their statements (`steps.ts`).
 * Faults are rethrown; errors of the database become `storage.failed`.
 */
export interface Database {
  /** Tables for statements of `write` and `read` bodies. A statement can be executed only by a transaction body that yields it. */
  tables: Tables
  /**
   * SQL at the end of a query that locks the selected rows against hot writes until the transaction ends.
   * Empty on SQLite, where no other write can happen during a transaction.
   */
  forUpdate: SQL
  /** Size of the batches of retention. */
  batch: BatchSize
  /** Id of this process among those that share the database; null if it is the only one. */
  process: string | null
  /**
   * Returns the SQL condition that the process named in a column is no longer running. A row without a
   * process was written by one that had the database to itself. Undefined where no other process exists.
   */
  isGone: (process: Column) => SQL | undefined
  /** Writer of the jobs of shared work, for `write` bodies. */
  jobs: JobWriter
  /**
   * Runs a body in a transaction, which it may share with other bodies, while no other write runs. Resolves
   * once the transaction is durable. A body that throws changes nothing. It may run again, so it must change
   * only the database.
   */
  write: <Result>(body: (note: Note) => Steps<Result>) => Promise<Result>
  /** Reads single rows. On PostgreSQL each statement sees the latest commits. */
  read: <Result>(body: (reading: Tables) => Steps<Result>) => Promise<Result>
  /** Reads lists. All statements of a body see the same snapshot. */
  list: <Result>(body: (reading: Tables) => Steps<Result>) => Promise<Result>
}
