import type { Millis } from '@hookwright/model'
import { eq, type SQL, sql } from 'drizzle-orm'
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
import { createDeliveryQueue } from '../resources/deliveries/deliveries-store.ts'
import { createBinStore } from '../resources/flows/bin-store.ts'
import { createFlowDraftStore } from '../resources/flows/flow-drafts-store.ts'
import { createFlowStore } from '../resources/flows/flows-store.ts'
import { createIdSearch } from '../resources/id-search-store.ts'
import { createReplaySeriesStore } from '../resources/runs/replays-store.ts'
import { createServiceRunWriter } from '../resources/runs/service-runs.ts'
import { createSharedRuns } from '../resources/runs/shared-runs.ts'
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
import { deliveries, settings } from '../schema/schema.ts'
import { get, run } from '../statements/steps.ts'
import type { Store } from '../store.ts'
import { createFlowSearches } from './flow-searches.ts'
import { createHistory } from './history/history.ts'
import type { HourCounter } from './history/hour-counts.ts'
import type { IndexKeeper } from './history/keep-indexed.ts'
import { createHotRuns } from './hot/hot-runs.ts'
import { createHotStore } from './hot/hot-store.ts'
import { createRowidCaches } from './hot/rowid-caches.ts'
import type { Jobs } from './jobs/open-jobs.ts'
import { createKeepingStore } from './keeping-store.ts'
import type { PostgresDatabase } from './postgres-database.ts'

/**
 * Returns the SQL condition for deliveries older than every open transaction. No delivery with a lower rowid
 * can appear after them. Rows from before `settledBefore` always qualify.
 */
const isSettledBefore = (settledBefore: Millis): SQL<boolean> =>
  sql`(${deliveries.receivedAt} < ${settledBefore} or "deliveries".xmin::text::bigint
    < (pg_snapshot_xmin(pg_current_snapshot())::text::bigint & 4294967295))`

/**
 * Creates the store on an open database. Integrity checks, caching and text indexing are left to the server.
 */
export const createPostgresStore = (
  database: PostgresDatabase,
  {
    jobs,
    index,
    counter,
    ...ofProcesses
  }: { jobs: Jobs; index: IndexKeeper; counter: HourCounter } & Pick<
    Store,
    'acts' | 'alone' | 'listenOthers' | 'processCount' | 'processes'
  >
): Store => {
  const { tables, write, read, changes, ended, close } = database
  const alerts = createAlertWriter(tables)
  const serviceRuns = createServiceRunWriter(database)
  const writer = createSubscriptionWriter(database, serviceRuns)
  const history = createHistory(database)
  const known = createRowidCaches(tables)
  const { accept, settle, finishFirst } = createHotStore(database, known, alerts)
  const { suspend, ...hotRuns } = createHotRuns(database, known, alerts)
  return {
    connectors: createConnectorStore(database),
    flows: { ...createFlowStore(database), ...createFlowSearches(database), ...history.flows },
    flowDrafts: createFlowDraftStore(database),
    bin: createBinStore(database),
    versions: createVersionStore(database),
    followedConnectors: createFollowedConnectorStore(database),
    connections: createConnectionStore(database, alerts),
    signIns: createSignInStore(database),
    breakers: createBreakerStore(database, alerts),
    alerts: createAlertStore(database, alerts),
    alertEndpoints: createAlertEndpointStore(database),
    drift: createDriftStore(database, alerts),
    idSearch: createIdSearch(database),
    subscriptions: createSubscriptionStore(database, { writer, alerts }),
    renewals: createRenewalStore(database, writer, alerts),
    comparisons: createComparisonStore(database, writer),
    cleanup: createCleanupStore(database, writer),
    orphans: createOrphanStore(database),
    deliveries: {
      ...createDeliveryQueue(database, sql`deliveries d`),
      ...history.deliveries,
      accept,
      settle
    },
    runs: { ...createSharedRuns(database), ...history.runs, ...hotRuns, finishFirst },
    replays: createReplaySeriesStore(database),
    waits: { ...createSharedWaits(database), suspend },
    keeping: createKeepingStore(database),
    schedules: createScheduleStore(database),
    polls: createPollStore(database, serviceRuns, alerts),
    apiEndpoints: createApiEndpointStore(database),
    agentTools: createAgentToolStore(database),
    agentCalls: createAgentCallStore(database),
    sealed: createSealedStore(database),
    hasSealed: createHasSealed(database),
    savedViews: createSavedViewStore(database),
    apiKeys: createApiKeyStore(database),
    audit: createAuditStore(database),
    agentEvents: { ...createAgentEventRows(database), ...createEventReading(database, isSettledBefore) },
    sharedWork: jobs.share(database),
    listen: changes.listen,
    ...ofProcesses,
    expectLists: () => {},
    keepIndexed: () => {
      index.keepIndexed()
      counter.keepCounted()
    },
    verify: async () => {},
    probe: async () => {
      const value = { name: 'probe', value: 0 }
      await write(() =>
        run(tables.insert(settings).values(value).onConflictDoUpdate({ target: settings.name, set: value }))
      )
      await read(() => get(tables.select().from(settings).where(eq(settings.name, value.name))))
    },
    close: async () => {
      // Before their claims are released: an end without its claim would be undone.
      await ended()
      await Promise.all([jobs.close(), index.close(), counter.close()])
      await close()
    }
  }
}
