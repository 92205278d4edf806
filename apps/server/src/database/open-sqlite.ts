import { join } from 'node:path'
import { openSqliteStore } from '@hookwright/store/sqlite'
import { diskOf } from '../disk/disk-effects.ts'
import { takeDiskFailure } from '../disk/disk-failure.ts'
import { watchDisk } from '../disk/watch-disk.ts'
import { keyFileName } from '../effects/sealing-key.ts'
import { authFileName } from '../sign-in/auth-file.ts'
import { openFileStorage } from '../sign-in/file-database.ts'
import type { DatabaseOpening, ServerDatabase } from './open-database.ts'

/** Opens the SQLite database in the data folder. Throws the errors of `openSqliteStore`. */
export const openSqlite = async (params: DatabaseOpening): Promise<ServerDatabase> => {
  const { dataFolder } = params.environment
  const { migrations, historyThread, checkpointThread, checkThread, syncFailed } = params
  const opened = await openSqliteStore({
    folder: dataFolder,
    ...(migrations === undefined ? {} : { migrations: join(migrations, 'sqlite') }),
    ...(historyThread === undefined ? {} : { historyThread }),
    ...(checkpointThread === undefined ? {} : { checkpointThread }),
    ...(checkThread === undefined ? {} : { checkThread }),
    ...(syncFailed === undefined ? {} : { syncFailed }),
    beside: [keyFileName, authFileName],
    listenerFailed: thrown => params.log.error({ err: thrown }, 'A listener for database changes failed.')
  })
  const store = params.aroundStore(opened)
  return {
    store,
    openAuth: async ({ clock }) => openFileStorage({ dataFolder, clock }),
    watchDisk: effects =>
      watchDisk({
        ...diskOf(dataFolder),
        reusable: async () => (await store.keeping.size()).free,
        ...effects
      }),
    isAfterDiskFailure: takeDiskFailure(dataFolder)
  }
}
