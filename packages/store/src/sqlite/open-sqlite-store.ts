import type { Store } from '../store.ts'
import { openSqliteFile } from './database/open-sqlite-file.ts'
import type { SyncFailureHandler } from './log/log-sync.ts'
import { createSqliteStore } from './sqlite-store.ts'

/**
 * Opens the store in a folder, which it makes when there is none, and brings its file to the newest migration. One
 * process owns the folder. `migrations` is the folder of the generated migrations, needed where this package has been
 * bundled. Long lists and searches are read by `historyThread`, the script of a thread that calls `answerHistory`; without
 * one they are read here, and nothing is indexed. `checkpointThread` is one that calls `runCheckpoints`; without it commits
 * bring their log into the file themselves. `checkThread` is one that calls `reportDamage`; without it a large file is not
 * checked. `beside` names files that are there only where a database was: where it is missing then, the start is refused.
 * Throws `storage.unwritable`, `storage.busy`, `storage.failed`, `storage.full`, `storage.damaged`, `storage.newer`, `storage.old`,
 * `storage.missing`, `storage.foreign-log`, `storage.unsynced`.
 */
export const openSqliteStore = async (given: {
  folder: string
  migrations?: string
  historyThread?: string
  checkpointThread?: string
  checkThread?: string
  beside?: readonly string[]
  /** Called with the error of a change listener; the others were still called. */
  listenerFailed?: (thrown: unknown) => void
  /** Ends the process after a failed sync. */
  syncFailed?: SyncFailureHandler
}): Promise<Store> => createSqliteStore(await openSqliteFile(given))
