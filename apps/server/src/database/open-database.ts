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
  /** Opens the storage of members and sessions. Throws the errors of `openDatabase`, and `seal.key-wrong`. */
  openAuth: (params: { clock: () => Millis; sealer: Sealer }) => Promise<AuthStorage>
  /** Starts to watch if the disk has space for new events. Does nothing on PostgreSQL. */
  watchDisk: (params: {
    /** Called while the disk is nearly full, to delete expired data now. */
    makeRoom: () => void
    after: (delay: Millis, act: () => void) => () => void
    log: (message: string, about: Record<string, string | number>) => void
  }) => DiskWatch
  /** True if a disk failure ended the previous process. */
  isAfterDiskFailure: boolean
}

/** Scripts of the threads for a SQLite database. Each script may be missing. */
export interface DatabaseThreads {
  /**
   * Script of the thread for lists and searches. Without it, they run on the main thread, and nothing is
   * indexed for search.
   */
  historyThread?: string
  /**
   * Script of the thread that copies the write-ahead log into the database file. Without it, commits do this.
   */
  checkpointThread?: string
  /** Script of the thread that checks a large database. Without it, large databases are not checked. */
  checkThread?: string
}

/** Parameters to open the database. */
export interface DatabaseOpening extends DatabaseThreads {
  environment: Environment
  log: Logger
  /** Folder with the migrations of both databases. The default is the store's source folder. */
  migrations?: string
  /** Ends the process after a failed sync. */
  syncFailed?: (fault: Fault) => void
  /** Called once other processes have replaced this process, to end it. */
  replaced?: () => void
  /** Wraps the store, so that a test can observe or change its calls. */
  aroundStore: (store: Store) => Store
}

/**
 * Opens the database selected by the environment: SQLite files in the data folder, or PostgreSQL. The code of
 * the unused database is not loaded. Throws the errors of `openSqliteStore` or `openPostgresStore`.
 */
export const openDatabase = async (params: DatabaseOpening): Promise<ServerDatabase> => {
  const { databaseUrl } = params.environment
  if (databaseUrl === null) return (await import('./open-sqlite.ts')).openSqlite(params)
  return (await import('./open-postgres.ts')).openPostgres(databaseUrl, params)
}
