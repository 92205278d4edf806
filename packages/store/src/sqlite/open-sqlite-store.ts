import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '@hookwright/model'
import type { Store } from '../store.ts'
import { createCleanupStore } from './cleanup-store.ts'
import { createConnectionStore } from './connections-store.ts'
import { createConnectorStore } from './connectors-store.ts'
import { createDeliveryStore } from './deliveries-store.ts'
import { createFlowStore } from './flows-store.ts'
import { createKnownRowids } from './known-rowids.ts'
import { lockFolder } from './lock-folder.ts'
import { migrateFile } from './migrate-file.ts'
import { assertDurable, openDatabase } from './open-database.ts'
import { createRunStore } from './runs-store.ts'
import { createSqliteFile, type SqliteFile } from './sqlite-file.ts'
import { isSqliteError, toStorageFault } from './storage-fault.ts'
import { createSubscriptionStore } from './subscriptions-store.ts'
import { createVersionStore } from './versions-store.ts'
import { createJournalWriter } from './write-journal.ts'
import { createRunWriter } from './write-runs.ts'

/** Where the migrations lie beside this source; a bundle says where it has put them. */
const besideSource = () => fileURLToPath(new URL('../../drizzle/sqlite', import.meta.url))

const storeOf = (file: SqliteFile, unlock: () => void): Store => {
  const { db, reader, group, changes, read } = file
  const rowids = createKnownRowids(db)
  const runs = createRunWriter(db, rowids)
  const journal = createJournalWriter(db)
  const sealed = db.prepare(
    'select exists (select 1 from connections) or exists (select 1 from subscriptions)'
  )
  return {
    connectors: createConnectorStore(file),
    flows: createFlowStore(file),
    versions: createVersionStore(file),
    connections: createConnectionStore(file),
    subscriptions: createSubscriptionStore(file, runs, journal),
    cleanup: createCleanupStore(file),
    deliveries: createDeliveryStore(file, rowids),
    runs: createRunStore(file, rowids, runs, journal),
    hasSealed: () => read(() => sealed.pluck().get() === 1),
    listen: changes.listen,
    close: async () => {
      if (!db.open) return
      group.flush()
      reader.close()
      db.close()
      unlock()
    }
  }
}

/**
 * Opens the store in a folder, which it makes when there is none, and brings its file to the newest migration. One
 * process owns the folder. Throws `storage.unwritable`, `storage.busy`, `storage.failed`.
 */
export const openSqliteStore = async (given: { folder: string; migrations?: string }): Promise<Store> => {
  const { folder } = given
  const unlock = lockFolder(folder)
  try {
    const path = join(folder, 'hookwright.db')
    const db = openDatabase(path)
    try {
      await migrateFile(db, given.migrations ?? besideSource())
      assertDurable(db)
      return storeOf(createSqliteFile(db, path), unlock)
    } catch (thrown) {
      db.close()
      throw thrown
    }
  } catch (thrown) {
    unlock()
    if (isSqliteError(thrown) && /^SQLITE_(CANTOPEN|READONLY)/.test(thrown.code)) {
      throw new Fault('storage.unwritable', { folder, why: thrown.message }, thrown)
    }
    throw toStorageFault(thrown)
  }
}
