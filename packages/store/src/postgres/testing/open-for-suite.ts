import type { OpenStore } from '../../suite/each-test.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { reuseDatabase } from './test-database.ts'

const openStore = (url: string) => openPostgresStore({ url, poolSize: 4 })

/** Opens a store without rows for each test of the suite. */
export const openForSuite: OpenStore = async () => {
  const url = await reuseDatabase()
  let store = await openStore(url)
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await openStore(url)
      return store
    },
    close: () => store.close()
  }
}
