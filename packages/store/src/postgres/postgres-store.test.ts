import type { Store } from '../store.ts'
import { allParts, type SuitePart, storeSuite } from '../suite.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { reuseDatabase } from './testing/test-database.ts'

/** Parts that need the hot writes of runs and waits, which PostgreSQL has not yet. */
const missing: readonly SuitePart[] = [
  'connectionNeeds',
  'receivedRecords',
  'waiting',
  'runs',
  'children',
  'begunRuns',
  'erasing',
  'keeping',
  'forgetting',
  'journal',
  'suspending',
  'bringingForward',
  'lists',
  'chart',
  'alertRuns',
  'changes'
]

/** Opens the store. The parts use only what it has. */
const openStore = async (url: string): Promise<Store> => {
  const store = await openPostgresStore({ url, poolSize: 4 })
  return store as unknown as Store
}

storeSuite(
  'PostgreSQL',
  async () => {
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
  },
  allParts.filter(part => !missing.includes(part))
)
