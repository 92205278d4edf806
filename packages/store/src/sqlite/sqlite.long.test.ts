import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeSuite } from '../suite.ts'
import { copyEmptyStore } from '../testing.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

storeSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-store-'))
  await copyEmptyStore(folder)
  let store = await openSqliteStore({ folder })
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await openSqliteStore({ folder })
      return store
    },
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
})
