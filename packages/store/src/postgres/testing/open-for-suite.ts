import { BATCH_SIZE } from '../../statements/batch.ts'
import type { OpenStore } from '../../suite/each-test.ts'
import type { SuitePart } from '../../suite.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { reuseDatabase } from './test-database.ts'

/** The suite judges batches by their size, which is that of SQLite. */
const openStore = (url: string) => openPostgresStore({ url, poolSize: 4, batch: BATCH_SIZE })

/** Creates the opening of stores without rows for the tests of the suite. `through` gives the URL to use for that of a database. */
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

/** Opens a store without rows for each test of the suite. */
export const openForSuite = createOpenForSuite(async url => url)

/**
 * Parts of the suite that `npm test` runs on PostgreSQL: the way of an event from its connector to its run. Long suites run
 * the others.
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

/** Parts that look through tens of thousands of rows, which take as long as all others. */
export const listParts: readonly SuitePart[] = ['search', 'lookingThrough']
