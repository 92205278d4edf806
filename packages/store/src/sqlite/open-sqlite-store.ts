import type { Store } from '../store.ts'
import { openSqliteFile } from './open-sqlite-file.ts'
import { createSqliteStore } from './sqlite-store.ts'

/**
 * Opens the store in a folder, which it makes when there is none, and brings its file to the newest migration. One
 * process owns the folder. `migrations` is the folder of the generated migrations, needed where this package has been
 * bundled. Long lists and searches are read by `historyThread`, the script of a thread that calls `answerHistory`; without
 * one they are read here, and nothing is indexed. `checkpointThread` is one that calls `runCheckpoints`; without it commits
 * bring their log into the file themselves. Throws `storage.unwritable`, `storage.busy`, `storage.failed`.
 */
export const openSqliteStore = async (given: {
  folder: string
  migrations?: string
  historyThread?: string
  checkpointThread?: string
}): Promise<Store> => createSqliteStore(await openSqliteFile(given))
