import type { Database } from 'better-sqlite3'
import { isSqliteError } from './storage-fault.ts'

/**
 * Brings the log that a crash has left into the file, and empties it. After a failed sync the system may take pages of the
 * log for written that are not on the disk; in the file they are written and synced anew, before anything is committed.
 * A full disk leaves the log as it is. Throws what SQLite throws otherwise.
 */
export const bringLogIn = (db: Database): void => {
  try {
    db.pragma('wal_checkpoint(truncate)')
  } catch (thrown) {
    if (!isSqliteError(thrown) || thrown.code !== 'SQLITE_FULL') throw thrown
  }
}
