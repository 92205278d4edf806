import type { Store } from '../store.ts'
import { type SuitePart, storeSuite } from '../suite.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { reuseDatabase } from './testing/test-database.ts'

/** Parts of the resources that PostgreSQL keeps so far. */
const parts: readonly SuitePart[] = [
  'connectors',
  'flows',
  'userFlows',
  'importing',
  'recycleBin',
  'purgedFollowed',
  'connections',
  'authorizations',
  'sharing',
  'holds',
  'breakers',
  'drift',
  'alerts',
  'alertActs',
  'alertEndpoints',
  'versions',
  'followedConnectors',
  'sealing',
  'connectorTallies',
  'runningFlows',
  'standingFlows',
  'turningOn',
  'actingFlows',
  'turningOff',
  'replacing',
  'subscriptionLaws',
  'subscriptionReads',
  'renewals',
  'comparisons',
  'cleanup',
  'orphans',
  'revising',
  'replaySeries',
  'schedules',
  'polls',
  'apiEndpoints',
  'savedViews',
  'access',
  'deliveries',
  'receiving'
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
  parts
)
