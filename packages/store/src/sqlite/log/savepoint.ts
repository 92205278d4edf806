import type { Database } from 'better-sqlite3'
import type { Note } from '../../statements/changes.ts'
import { sqliteErrorIn } from '../file/storage-fault.ts'
import type { Job } from './group-commit.ts'

/** Result of a transaction body, or the error that it threw and that rolled it back. */
export type BodyOutcome<Result> = { result: Result } | { thrown: unknown }

/**
 * Function that converts a transaction body into a job. When the body throws, only its own changes are rolled
 * back.
 */
export type Savepoint = <Result>(body: (note: Note) => Result) => Job<BodyOutcome<Result>>

/**
 * Creates the savepoints of a connection. An error that may affect the whole transaction is
 * rethrown.
 */
export const createSavepoint = (db: Database): Savepoint => {
  const begin = db.prepare('savepoint body')
  const release = db.prepare('release body')
  const rollback = db.prepare('rollback to body')

  const isOwn = (thrown: unknown): boolean => {
    const inner = sqliteErrorIn(thrown)
    return db.inTransaction && (inner === null || inner.code.startsWith('SQLITE_CONSTRAINT'))
  }

  return <Result>(body: (note: Note) => Result) => {
    let outcome: BodyOutcome<Result> = { thrown: new Error('The transaction body has not run.') }
    let notes: Parameters<Note>[] = []
    return {
      bytes: 0,
      write: () => {
        notes = []
        begin.run()
        try {
          outcome = { result: body((...changed) => void notes.push(changed)) }
        } catch (thrown) {
          if (!isOwn(thrown)) throw thrown
          notes = []
          outcome = { thrown }
          rollback.run()
        }
        release.run()
      },
      kept: note => {
        for (const changed of notes) note(...changed)
        return outcome
      }
    }
  }
}
