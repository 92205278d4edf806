import { BATCH_SIZE } from '../../statements/batch.ts'
import type { OpenStore } from '../../suite/each-test.ts'
import type { SuitePart } from '../../suite.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { reuseDatabase } from './test-database.ts'

/** Opens a store with SQLite's batch size, since the store test suite expects batches of that size. */
const openStore = (url: string) => openPostgresStore({ url, poolSize: 4, batch: BATCH_SIZE })

/**
 * Creates the function that opens an empty store for each test of the store test suite. `through` maps the
 * URL of a database to the URL to connect to.
 */
export const createOpenForSuite =
  (through: (url: string) => Promise<string>): OpenStore =>
  async () => {
    const url = await through(await reuseDatabase())
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

/** Opens an empty store for a test of the store test suite. */
export const openForSuite = createOpenForSuite(async url => url)

/**
 * Parts of the store test suite that `npm test` runs on PostgreSQL, from connectors to runs. The other parts
 * run in the long suites.
 */
export const usualParts: readonly SuitePart[] = [
  'connectors',
  'flows',
  'connections',
  'turningOn',
  'deliveries',
  'receiving',
  'runs',
  'begunRuns',
  'waiting',
  'schedules',
  'changes'
]

/**
 * Parts of the store test suite that scan tens of thousands of rows. They take as long as all other parts
 * together.
 */
export const listParts: readonly SuitePart[] = ['search', 'lookingThrough']
