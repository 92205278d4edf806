import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { assertDatabasePresent, assertOwnLog, checkDatabase, nameDatabase } from '../file/check-file.ts'
import { lockFolder } from '../file/lock-folder.ts'
import { committedMigrations, migrateFile } from '../file/migrate-file.ts'
import { assertDurable, openDatabase } from '../file/open-database.ts'
import {
  isDamage,
  isSqliteError,
  isSyncFailure,
  sqliteErrorIn,
  toStorageFault
} from '../file/storage-fault.ts'
import type { SyncFailureHandler } from '../log/log-sync.ts'
import { createSqliteFile, type SqliteFile } from './sqlite-file.ts'

/**
 * Checkpoints the write-ahead log left by a crash, and empties it. After a failed sync, the system may treat
 * log pages as written although they are not on the disk. The checkpoint writes and syncs them to the
 * database file before any new commit. On a full disk the log stays unchanged. Throws the errors of SQLite.
 */
const bringLogIn = (db: Database): void => {
  try {
    db.pragma('wal_checkpoint(truncate)')
  } catch (thrown) {
    if (!isSqliteError(thrown) || thrown.code !== 'SQLITE_FULL') throw thrown
  }
}

/**
 * Returns the fault of a failed startup. It names the file and the fix, while the fault of a running server
 * suggests a retry.
 */
const toOpeningFault = (thrown: unknown, folder: string, file: string): unknown => {
  const inner = sqliteErrorIn(thrown)
  if (inner === null) return thrown
  const { code, message: why } = inner
  if (/^SQLITE_(CANTOPEN|READONLY)/.test(code))
    return new Fault('storage.unwritable', { folder, why }, thrown)
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE')
    return new Fault('storage.full', { folder }, thrown)
  if (isSyncFailure(inner)) return new Fault('storage.unsynced', { file, why: code }, thrown)
  if (isDamage(inner)) return new Fault('storage.damaged', { file, why }, thrown)
  return toStorageFault(thrown)
}

/**
 * Locks the folder, opens the file in it and applies missing migrations. Throws the same faults as
 * `openSqliteStore`.
 */
export const openSqliteFile = async (params: {
  folder: string
  migrations?: string
  /** Names of files in the folder that exist only next to a database. */
  beside?: readonly string[]
  historyThread?: string
  checkpointThread?: string
  checkThread?: string
  listenerFailed?: (thrown: unknown) => void
  syncFailed?: SyncFailureHandler
}): Promise<SqliteFile> => {
  const {
    folder,
    migrations = committedMigrations(),
    beside = [],
    historyThread,
    checkpointThread,
    checkThread,
    listenerFailed,
    syncFailed
  } = params
  const unlock = lockFolder(folder)
  const path = join(folder, 'hookwright.db')
  try {
    assertDatabasePresent(folder, path, beside)
    assertOwnLog(path)
    const db = openDatabase(path)
    try {
      const isChecked = checkDatabase(db)
      bringLogIn(db)
      await migrateFile(db, migrations)
      nameDatabase(db, randomInt(1, 2 ** 31))
      assertDurable(db)
      return createSqliteFile({
        db,
        path,
        unlock,
        isChecked,
        ...(checkThread !== undefined && { checkThread }),
        ...(historyThread !== undefined && { historyThread }),
        ...(checkpointThread !== undefined && { checkpointThread }),
        ...(listenerFailed !== undefined && { listenerFailed }),
        ...(syncFailed !== undefined && { syncFailed })
      })
    } catch (thrown) {
      // Before the file is closed, which would bring its log in.
      const fault = toOpeningFault(thrown, folder, path)
      if (fault instanceof Fault && fault.code === 'storage.unsynced') syncFailed?.(fault)
      db.close()
      throw thrown
    }
  } catch (thrown) {
    unlock()
    throw toOpeningFault(thrown, folder, path)
  }
}
