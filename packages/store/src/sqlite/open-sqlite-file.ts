import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '@hookwright/model'
import { lockFolder } from './lock-folder.ts'
import { migrateFile } from './migrate-file.ts'
import { assertDurable, openDatabase } from './open-database.ts'
import { createSqliteFile, type SqliteFile } from './sqlite-file.ts'
import { isSqliteError, toStorageFault } from './storage-fault.ts'

/** Where the migrations lie beside this source; a bundle says where it has put them. */
const besideSource = (): string => fileURLToPath(new URL('../../drizzle/sqlite', import.meta.url))

const toOpeningFault = (thrown: unknown, folder: string): unknown =>
  isSqliteError(thrown) && /^SQLITE_(CANTOPEN|READONLY)/.test(thrown.code)
    ? new Fault('storage.unwritable', { folder, why: thrown.message }, thrown)
    : toStorageFault(thrown)

/** Takes the folder, opens the file in it and brings it to the newest migration. Faults as `openSqliteStore`. */
export const openSqliteFile = async (given: {
  folder: string
  migrations?: string
  historyThread?: string
  checkpointThread?: string
}): Promise<SqliteFile> => {
  const { folder, migrations = besideSource(), historyThread, checkpointThread } = given
  const unlock = lockFolder(folder)
  try {
    const path = join(folder, 'hookwright.db')
    const db = openDatabase(path)
    try {
      await migrateFile(db, migrations)
      assertDurable(db)
      return createSqliteFile({
        db,
        path,
        unlock,
        ...(historyThread !== undefined && { historyThread }),
        ...(checkpointThread !== undefined && { checkpointThread })
      })
    } catch (thrown) {
      db.close()
      throw thrown
    }
  } catch (thrown) {
    unlock()
    throw toOpeningFault(thrown, folder)
  }
}
