import type { Store } from '../store.ts'
import { createAlertEndpointStore } from './alert-endpoints-store.ts'
import { createAlertStore } from './alerts-store.ts'
import { createBreakerStore } from './breakers-store.ts'
import { createCleanupStore } from './cleanup-store.ts'
import { createComparisonStore } from './comparisons-store.ts'
import { createConnectionStore } from './connections-store.ts'
import { createConnectorStore } from './connectors-store.ts'
import { createDeliveryStore } from './deliveries-store.ts'
import { createDriftStore } from './drift-store.ts'
import { createFlowStore } from './flows-store.ts'
import { createKeepingStore } from './keeping-store.ts'
import { createKnownRowids } from './known-rowids.ts'
import { createOrphanStore } from './orphans-store.ts'
import { createRenewalStore } from './renewals-store.ts'
import { createReplaySeriesStore, createSeriesWriter } from './replays-store.ts'
import { createRunStore } from './runs-store.ts'
import { createSavedViewStore } from './saved-views-store.ts'
import { createSealedStore } from './sealed-store.ts'
import { createSeenKeys } from './seen-keys.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { createSubscriptionStore } from './subscriptions-store.ts'
import { createVersionStore } from './versions-store.ts'
import { createWaitStore } from './waits-store.ts'
import { createAlertWriter } from './write-alerts.ts'
import { createCallWriter } from './write-calls.ts'
import { createJournalWriter } from './write-journal.ts'
import { createRunWriter } from './write-runs.ts'
import { createSubscriptionWriter } from './write-subscriptions.ts'
import { createWaitWriter } from './write-waits.ts'

/** The store over an open file. */
export const createSqliteStore = (file: SqliteFile): Store => {
  const { db } = file
  const rowids = createKnownRowids(db)
  const runs = createRunWriter(db, rowids)
  const journal = createJournalWriter(db)
  const seen = createSeenKeys(db)
  const waiting = createWaitWriter(db)
  const calls = createCallWriter(db)
  const alerts = createAlertWriter(db)
  const series = createSeriesWriter(db)
  const writer = createSubscriptionWriter(file.tables, runs, journal)
  const sealed = db
    .prepare(
      'select exists (select 1 from connections) or exists (select 1 from subscriptions) or exists (select 1 from alert_endpoints)'
    )
    .pluck()
  return {
    connectors: createConnectorStore(file),
    flows: createFlowStore(file),
    versions: createVersionStore(file),
    connections: createConnectionStore(file),
    breakers: createBreakerStore(file, alerts),
    subscriptions: createSubscriptionStore(file, { writer, seen, alerts }),
    renewals: createRenewalStore(file, writer, alerts),
    comparisons: createComparisonStore(file, writer),
    cleanup: createCleanupStore(file, writer),
    orphans: createOrphanStore(file),
    deliveries: createDeliveryStore(file, rowids, seen),
    drift: createDriftStore(file, alerts),
    runs: createRunStore(file, { rowids, writer: runs, journal, waiting, calls, seen, alerts, series }),
    replays: createReplaySeriesStore(file, series),
    waits: createWaitStore(file, { rowids, writer: runs, journal, waiting, alerts }),
    alerts: createAlertStore(file, alerts),
    alertEndpoints: createAlertEndpointStore(file),
    keeping: createKeepingStore(file, rowids),
    sealed: createSealedStore(file),
    savedViews: createSavedViewStore(file),
    hasSealed: () => file.read(() => sealed.get() === 1),
    listen: file.changes.listen,
    expectLists: file.expectLists,
    keepIndexed: file.keepIndexed,
    verify: file.verify,
    probe: file.probe,
    close: file.close
  }
}
