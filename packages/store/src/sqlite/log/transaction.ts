import { Fault } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { isSyncFailure } from '../file/storage-fault.ts'
import type { LogSync } from './log-sync.ts'

/**
 * Function that runs a synchronous body in one immediate transaction, and rolls it back when the body throws.
 */
export type Transact = <T>(body: () => T) => T

/** Checks that the store is open. Throws `storage.failed`. */
export const assertOpen = (db: Database): void => {
  if (!db.open) throw new Fault('storage.failed', { why: 'the store is closed' })
}

/**
 * Creates a function that runs transactions on a connection. With `synchronous=FULL`, a commit is durable
 * when the call returns, except inside `unsynced`.
 */
export const createTransact = (db: Database, log: Pick<LogSync, 'assertSound' | 'fail'>): Transact => {
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  const rollback = db.prepare('rollback')
  return body => {
    assertOpen(db)
    log.assertSound()
    begin.run()
    try {
      const result = body()
      commit.run()
      return result
    } catch (thrown) {
      if (isSyncFailure(thrown)) log.fail(thrown.code)
      // A full disk may have made SQLite roll back by itself.
      if (db.inTransaction) rollback.run()
      throw thrown
    }
  }
}
