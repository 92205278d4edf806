import { sql } from 'drizzle-orm'
import { createApiKeyStore } from '../resources/access/api-keys-store.ts'
import { createAuditStore } from '../resources/access/audit-store.ts'
import { createAgentCallStore } from '../resources/agents/agent-calls-store.ts'
import { createAgentEventRows } from '../resources/agents/agent-events-store.ts'
import { createAgentToolStore } from '../resources/agents/agent-tools-store.ts'
import { createEventReading } from '../resources/agents/read-events.ts'
import { createAlertEndpointStore } from '../resources/alerts/alert-endpoints-store.ts'
import { createAlertStore } from '../resources/alerts/alerts-store.ts'
import { createBreakerStore } from '../resources/alerts/breakers-store.ts'
import { createDriftStore } from '../resources/alerts/drift-store.ts'
import { createAlertWriter } from '../resources/alerts/write-alerts.ts'
import { createConnectionStore } from '../resources/connectors/connections-store.ts'
import { createConnectorStore } from '../resources/connectors/connectors-store.ts'
import { createFollowedConnectorStore } from '../resources/connectors/followed-connectors-store.ts'
import { createSignInStore } from '../resources/connectors/sign-ins-store.ts'
import { createVersionStore } from '../resources/connectors/versions-store.ts'
import { createBinStore } from '../resources/flows/bin-store.ts'
import { createFlowDraftStore } from '../resources/flows/flow-drafts-store.ts'
import { createFlowStore } from '../resources/flows/flows-store.ts'
import { createIdSearch } from '../resources/id-search-store.ts'
import { createReplaySeriesStore } from '../resources/runs/replays-store.ts'
import { createSharedWaits } from '../resources/runs/shared-waits.ts'
import { createSavedViewStore } from '../resources/saved-views-store.ts'
import { createHasSealed, createSealedStore } from '../resources/sealed-store.ts'
import { createApiEndpointStore } from '../resources/subscriptions/api-endpoints-store.ts'
import { createCleanupStore } from '../resources/subscriptions/cleanup-store.ts'
import { createComparisonStore } from '../resources/subscriptions/comparisons-store.ts'
import { createOrphanStore } from '../resources/subscriptions/orphans-store.ts'
import { createPollStore } from '../resources/subscriptions/polls-store.ts'
import { createRenewalStore } from '../resources/subscriptions/renewals-store.ts'
import { createScheduleStore } from '../resources/subscriptions/schedules-store.ts'
import { createSubscriptionStore } from '../resources/subscriptions/subscriptions-store.ts'
import { createSubscriptionWriter } from '../resources/subscriptions/write-subscriptions.ts'
import type { Store } from '../store.ts'
import { createErasingDatabase, createSharedDatabase } from './database/shared-database.ts'
import type { SqliteFile } from './database/sqlite-file.ts'
import { createDedupStore } from './deliveries/dedup-store.ts'
import { createDeliveryStore } from './deliveries/deliveries-store.ts'
import { createFlowSearches } from './flows/search-flows.ts'
import { createKeepingStore } from './retention/keeping-store.ts'
import { createRowidCaches } from './rows/rowid-caches.ts'
import { createRunStore } from './runs/runs-store.ts'
import { createServiceRuns } from './runs/service-runs.ts'
import { createSuspend } from './runs/suspend-run.ts'
import { createCallWriter } from './runs/write-calls.ts'
import { createJournalWriter } from './runs/write-journal.ts'
import { createRunWriter } from './runs/write-runs.ts'
import { createWaitWriter } from './runs/write-waits.ts'

/** Creates the store of an open file. */
export const createSqliteStore = (file: SqliteFile): Store => {
  const { db } = file
  const shared = createSharedDatabase(file)
  const rowids = createRowidCaches(db)
  const runs = createRunWriter(db, rowids)
  const journal = createJournalWriter(db)
  const seen = createDedupStore(db)
  const waiting = createWaitWriter(db)
  const calls = createCallWriter(db)
  const alerts = createAlertWriter(file.tables)
  const serviceRuns = createServiceRuns(runs, journal)
  const writer = createSubscriptionWriter(shared, serviceRuns)
  return {
    connectors: createConnectorStore(shared),
    flows: { ...createFlowStore(shared), ...createFlowSearches(file) },
    flowDrafts: createFlowDraftStore(shared),
    bin: createBinStore(shared),
    versions: createVersionStore(shared),
    followedConnectors: createFollowedConnectorStore(shared),
    connections: createConnectionStore(shared, alerts),
    signIns: createSignInStore(shared),
    breakers: createBreakerStore(shared, alerts),
    subscriptions: createSubscriptionStore(shared, { writer, alerts }),
    renewals: createRenewalStore(shared, writer, alerts),
    comparisons: createComparisonStore(shared, writer),
    cleanup: createCleanupStore(shared, writer),
    orphans: createOrphanStore(shared),
    deliveries: createDeliveryStore(file, rowids, seen),
    drift: createDriftStore(shared, alerts),
    runs: createRunStore(file, shared, { rowids, writer: runs, journal, waiting, calls, seen, alerts }),
    replays: createReplaySeriesStore(shared),
    waits: {
      ...createSharedWaits(shared),
      suspend: createSuspend(file, { rowids, writer: runs, journal, waiting, alerts })
    },
    alerts: createAlertStore(shared, alerts),
    alertEndpoints: createAlertEndpointStore(shared),
    idSearch: createIdSearch(shared),
    keeping: createKeepingStore(file),
    schedules: createScheduleStore(shared),
    apiEndpoints: createApiEndpointStore(shared),
    agentTools: createAgentToolStore(shared),
    agentCalls: createAgentCallStore(shared),
    polls: createPollStore(shared, serviceRuns, alerts),
    sealed: createSealedStore(createErasingDatabase(file)),
    savedViews: createSavedViewStore(shared),
    apiKeys: createApiKeyStore(shared),
    audit: createAuditStore(shared),
    // One connection writes, in the order of the rowids.
    agentEvents: { ...createAgentEventRows(shared), ...createEventReading(shared, () => sql`1`) },
    sharedWork: null,
    hasSealed: createHasSealed(shared),
    listen: file.changes.listen,
    // One process owns the file.
    listenOthers: () => () => {},
    acts: {
      claim: () => true,
      release: async () => {},
      askToCancel: async () => false,
      listen: () => () => {}
    },
    processes: {
      list: async () => [],
      has: async () => false,
      ask: async () => null,
      askOthers: async () => [],
      answer: () => () => {},
      tellProgress: () => {},
      changeLag: () => null,
      onGone: () => () => {}
    },
    alone: (_, act) => act(false),
    processCount: () => 1,
    expectLists: file.expectLists,
    keepIndexed: file.keepIndexed,
    verify: file.verify,
    probe: file.probe,
    close: file.close
  }
}
