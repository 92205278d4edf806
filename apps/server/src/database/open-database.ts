import type { Fault, Millis } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Logger } from 'pino'
import type { DiskWatch } from '../disk/watch-disk.ts'
import type { Sealer } from '../effects/seal.ts'
import type { Environment } from '../env.ts'
import type { AuthStorage } from '../sign-in/auth-database.ts'

/** Database of a server: the store, the storage of sign-in, and the watch over its disk. */
export interface ServerDatabase {
  store: Store
  /** Opens the storage of members and sessions. Throws what `openDatabase` throws, and `seal.key-wrong`. */
  openAuth: (params: { clock: () => Millis; sealer: Sealer }) => Promise<AuthStorage>
  /** Watches the room for new events. Nothing is watched on a database server. */
  watchDisk: (params: {
    /** Called while the disk is nearly full, to delete expired data now. */
    makeRoom: () => void
    after: (delay: Millis, act: () => void) => () => void
    log: (message: string, about: Record<string, string | number>) => void
  }) => DiskWatch
  /** True when the process before was ended by its disk. */
  isAfterDiskFailure: boolean
}

/** Scripts of threads of a SQLite database, each of which may be missing. */
export interface DatabaseThreads {
  /** Lists and searches. Without it that runs on the main thread, and nothing is indexed. */
  historyThread?: string
  /** Writes the write-ahead log into the database's file. Without it commits do. */
  checkpointThread?: string
  /** Checks a large database. Without it none is checked. */
  checkThread?: string
}

/** Parameters to open the database. */
export interface DatabaseOpening extends DatabaseThreads {
  environment: Environment
  log: Logger
  /** Folder with the migrations of both databases; beside the source of the store by default. */
  migrations?: string
  /** Ends the process after a failed sync. */
  syncFailed?: (fault: Fault) => void
  /** Ends the process once others have replaced it. */
  replaced?: () => void
  /** Wraps the store in a test. */
  aroundStore: (store: Store) => Store
}

/**
 * Opens the database that the environment names: files in the data folder, or PostgreSQL. Code of the other one is not
 * loaded. Throws what `openSqliteStore` or `openPostgresStore` throws.
 */
export const openDatabase = async (params: DatabaseOpening): Promise<ServerDatabase> => {
  const { databaseUrl } = params.environment
  if (databaseUrl === null) return (await import('./open-sqlite.ts')).openSqlite(params)
  return (await import('./open-postgres.ts')).openPostgres(databaseUrl, params)
}
