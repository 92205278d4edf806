import type { Store } from '../store.ts'
import { openSqliteFile } from './database/open-sqlite-file.ts'
import type { SyncFailureHandler } from './log/log-sync.ts'
import { createSqliteStore } from './sqlite-store.ts'

/**
 * Opens the store in a folder, which is created if missing, and applies missing migrations. Only one process
 * can use a folder.
 *
 * - `migrations`: folder of the generated migrations, needed in a bundle.
 * - `historyThread`: script of a thread that calls `answerHistory`. Without it, lists and searches run on
 * this thread and nothing is indexed.
 * - `checkpointThread`: script of a thread that calls `runCheckpoints`. Without it, commits checkpoint the
 * log.
 * - `checkThread`: script of a thread that calls `reportDamage`. Without it, a large file is not checked.
 * - `beside`: names of files that exist only next to a database. If they exist without a database, startup is
 * refused.
 *
 * @throws `storage.unwritable`, `storage.busy`, `storage.failed`, `storage.full`, `storage.damaged`,
 * `storage.newer`, `storage.old`, `storage.missing`, `storage.foreign-log`, `storage.unsynced`.
 */
export const openSqliteStore = async (params: {
  folder: string
  migrations?: string
  historyThread?: string
  checkpointThread?: string
  checkThread?: string
  beside?: readonly string[]
  /** Called with the error of a change listener. The other listeners are still called. */
  listenerFailed?: (thrown: unknown) => void
  /** Ends the process after a failed sync. */
  syncFailed?: SyncFailureHandler
}): Promise<Store> => createSqliteStore(await openSqliteFile(params))
