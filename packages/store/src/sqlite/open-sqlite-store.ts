import type { Store } from '../store.ts'
import { openSqliteFile } from './database/open-sqlite-file.ts'
import type { SyncFailureHandler } from './log/log-sync.ts'
import { createSqliteStore } from './sqlite-store.ts'

/**
 * Opens the store in a folder, which is created if missing, and applies missing migrations. One
 * process owns the folder. `migrations` is the folder of the generated migrations, needed in a
 * bundle. `historyThread` is the script of a thread that calls `answerHistory`; without it, lists
 * and searches run on this thread and nothing is indexed. `checkpointThread` is one that calls
 * `runCheckpoints`; without it, commits checkpoint the log. `checkThread` is one that calls
 * `reportDamage`; without it, a large file is not checked. `beside` names files that exist only
 * next to a database; if they exist without one, startup is refused. Throws `storage.unwritable`,
 * `storage.busy`, `storage.failed`, `storage.full`, `storage.damaged`, `storage.newer`,
 * `storage.old`, `storage.missing`, `storage.foreign-log`, `storage.unsynced`.
 */
export const openSqliteStore = async (params: {
  folder: string
  migrations?: string
  historyThread?: string
  checkpointThread?: string
  checkThread?: string
  beside?: readonly string[]
  /** Called with the error of a change listener. The others are still called. */
  listenerFailed?: (thrown: unknown) => void
  /** Ends the process after a failed sync. */
  syncFailed?: SyncFailureHandler
}): Promise<Store> => createSqliteStore(await openSqliteFile(params))
