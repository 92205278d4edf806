import type { Store } from '../../store.ts'
import type { OpenStore } from '../../suite/each-test.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { reuseDatabase } from './test-database.ts'

/** Opens the store. The parts of the suite use only what it has. */
const openStore = async (url: string): Promise<Store> => {
  const store = await openPostgresStore({ url, poolSize: 4 })
  return store as unknown as Store
}

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
