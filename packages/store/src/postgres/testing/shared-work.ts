import type { Id, Subscription } from '@hookwright/model'
import { afterEach, beforeEach } from 'vitest'
import type { KeyedRun, SharedWork, Store, StoredWait, WorkClaim } from '../../store.ts'
import { firstRunOf, newId, sampleWaiting } from '../../suite/samples.ts'
import type { AtOnceOf } from '../jobs/routes.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { reuseDatabase } from './test-database.ts'

/** Two processes that share the work of a database. */
export interface WorkStage {
  url: string
  store: Store
  other: Store
  /** Opens the store as another process of the same database. */
  open: () => Promise<Store>
  /** Claims up to nine jobs, as the process `other` by default. */
  claimAll: (by?: Store) => Promise<WorkClaim[]>
  /** Claims the only job in the queue. Throws when there is none, or more than one. */
  claimOne: (by?: Store) => Promise<WorkClaim>
}

/** Returns the store's shared-work methods. Throws for a store without them. */
export const workOf = ({ sharedWork }: Store): SharedWork => {
  if (sharedWork === null) throw new Error('PostgreSQL shares work.')
  return sharedWork
}

/** Opens two processes before each test and closes them after it. */
export const onSharedWork = (opened: (stage: WorkStage) => void, atOnceOf: AtOnceOf = () => null): void => {
  let stores: Store[] = []
  beforeEach(async () => {
    const url = await reuseDatabase()
    const open = (): Promise<Store> => openPostgresStore({ url, poolSize: 4, atOnceOf })
    const [store, other] = [await open(), await open()]
    stores = [store, other]
    const claimAll = (by = other): Promise<WorkClaim[]> => workOf(by).claim(9)
    const claimOne = async (by = other): Promise<WorkClaim> => {
      const [claim, more] = await claimAll(by)
      if (claim === undefined || more !== undefined) throw new Error('One work was expected.')
      return claim
    }
    opened({ url, store, other, open, claimAll, claimOne })
  })
  afterEach(() => Promise.all(stores.map(store => store.close())))
}

/** Returns the first run of a delivery. */
export const firstOf = (subscription: Subscription, id: Id) => firstRunOf(subscription, { id })

/** Returns the queued run of a record. */
export const childOf = (subscription: Subscription, id: Id, recordIndex: number): KeyedRun => {
  const child = {
    id: newId(),
    recordIndex,
    status: { is: 'queued' as const },
    finishedAt: null,
    steps: null
  }
  return { run: { ...firstOf(subscription, id), ...child, result: null }, record: { recordIndex } }
}

/** Returns the suspended first run of a delivery. */
export const suspended = (subscription: Subscription, id: Id) => ({
  ...firstOf(subscription, id),
  ...{ status: sampleWaiting, finishedAt: null, result: null }
})

/**
 * Returns the state to store for a suspended run: suspended at 3,000, due at 9,000. `over` replaces parts of
 * it.
 */
export const waitUntil9000 = (over: Partial<StoredWait> = {}): StoredWait => ({
  ...{ draws: [], wait: null, record: null, until: 9_000, orderKey: null, now: 3_000 },
  ...over
})
