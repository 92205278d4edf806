import type { Id } from '@hookwright/model'
import type { ActStore } from './port/acts.ts'
import type { AgentEventStore } from './port/agent-events.ts'
import type { AgentCallStore, AgentToolStore } from './port/agent-tools.ts'
import type { AlertEndpointStore } from './port/alert-endpoints.ts'
import type { AlertStore } from './port/alerts.ts'
import type { ApiEndpointStore } from './port/api-endpoints.ts'
import type { ApiKeyStore } from './port/api-keys.ts'
import type { AuditStore } from './port/audit.ts'
import type { BinStore } from './port/bin.ts'
import type { CleanupStore, OrphanStore } from './port/cleanup.ts'
import type { ComparisonStore } from './port/comparisons.ts'
import type { BreakerStore, ConnectionStore } from './port/connections.ts'
import type { ConnectorStore } from './port/connectors.ts'
import type { DeliveryStore } from './port/deliveries.ts'
import type { DriftStore } from './port/drift.ts'
import type { FlowDraftStore } from './port/flow-drafts.ts'
import type { FlowStore } from './port/flows.ts'
import type { FollowedConnectorStore } from './port/followed-connectors.ts'
import type { KeepingStore } from './port/keeping.ts'
import type { IdSearch, SavedViewStore } from './port/lists.ts'
import type { PollStore } from './port/polls.ts'
import type { ProcessStore } from './port/processes.ts'
import type { RenewalStore } from './port/renewals.ts'
import type { ReplaySeriesStore, RunStore } from './port/runs.ts'
import type { ScheduleStore } from './port/schedules.ts'
import type { SealedStore } from './port/sealed.ts'
import type { SharedWork } from './port/shared-work.ts'
import type { SignInStore } from './port/sign-ins.ts'
import type { SubscriptionStore } from './port/subscriptions.ts'
import type { VersionStore } from './port/versions.ts'
import type { WaitStore } from './port/waits.ts'

export * from './port/acts.ts'
export * from './port/agent-events.ts'
export * from './port/agent-tools.ts'
export * from './port/alert-endpoints.ts'
export * from './port/alerts.ts'
export * from './port/api-endpoints.ts'
export * from './port/api-keys.ts'
export * from './port/audit.ts'
export * from './port/bin.ts'
export * from './port/cleanup.ts'
export * from './port/comparisons.ts'
export * from './port/connections.ts'
export * from './port/connectors.ts'
export * from './port/deliveries.ts'
export * from './port/drift.ts'
export * from './port/flow-drafts.ts'
export * from './port/flows.ts'
export * from './port/followed-connectors.ts'
export * from './port/keeping.ts'
export * from './port/lists.ts'
export * from './port/polls.ts'
export * from './port/processes.ts'
export * from './port/renewals.ts'
export * from './port/runs.ts'
export * from './port/schedules.ts'
export * from './port/sealed.ts'
export * from './port/shared-work.ts'
export * from './port/sign-ins.ts'
export * from './port/subscriptions.ts'
export * from './port/versions.ts'
export * from './port/waits.ts'

/*
 * The port: where things are kept. One method is one whole transaction with a domain name. All methods return promises
 * that resolve when the change is durable (fsynced); a method that throws changed nothing. Every method may throw
 * `storage.failed`; the faults named beside a method come on top. Ids come from outside, as does every time.
 */

/** Change of stored data. Pages refetch the data after it. */
export interface Change {
  /**
   * Kind of the changed data. For `drift`, ids are those of connectors; for `acts`, those of subscriptions.
   */
  topic:
    | 'connectors'
    | 'flows'
    | 'versions'
    | 'connections'
    | 'subscriptions'
    | 'cleanup'
    | 'orphans'
    | 'deliveries'
    | 'runs'
    | 'alerts'
    | 'drift'
    /** Retention rules of the whole installation. Changes of these rules have no ids. */
    | 'rules'
    /** Operations in progress that another process requests to cancel. */
    | 'acts'
    /** Subscriptions of agents to events. */
    | 'agents'
    /**
     * Progress of a flow's registration attempts and replay series. It is not stored, so it belongs to no
     * commit.
     */
    | 'progress'
    /** Replay series that were started or stopped. */
    | 'replays'
    /** Requests and responses between processes. */
    | 'messages'
  ids: Id[]
  /**
   * Owners: the subscriptions of deliveries, runs and cleanup entries, or the flows of runs without a
   * subscription. Empty for other topics.
   */
  of: Id[]
}

/** Store of all data. */
export interface Store {
  connectors: ConnectorStore
  flows: FlowStore
  flowDrafts: FlowDraftStore
  bin: BinStore
  versions: VersionStore
  followedConnectors: FollowedConnectorStore
  connections: ConnectionStore
  signIns: SignInStore
  breakers: BreakerStore
  subscriptions: SubscriptionStore
  renewals: RenewalStore
  comparisons: ComparisonStore
  cleanup: CleanupStore
  orphans: OrphanStore
  deliveries: DeliveryStore
  drift: DriftStore
  runs: RunStore
  replays: ReplaySeriesStore
  waits: WaitStore
  alerts: AlertStore
  alertEndpoints: AlertEndpointStore
  idSearch: IdSearch
  keeping: KeepingStore
  schedules: ScheduleStore
  apiEndpoints: ApiEndpointStore
  agentTools: AgentToolStore
  agentCalls: AgentCallStore
  polls: PollStore
  sealed: SealedStore
  savedViews: SavedViewStore
  apiKeys: ApiKeyStore
  audit: AuditStore
  agentEvents: AgentEventStore
  acts: ActStore
  processes: ProcessStore
  /** Queue of work that processes share; null if this process does all work. */
  sharedWork: SharedWork | null
  /** Returns true if any encrypted data is stored. The server must then not start without its sealing key. */
  hasSealed(): Promise<boolean>
  /**
   * Notifies a listener of each commit, once per topic, before the caller of the commit continues. Permanent
   * listeners should pass their topics, since deliveries and runs change often. Errors of a listener are
   * reported and do not affect others. Returns a function that stops listening.
   */
  listen(listener: (change: Change) => void, topics?: readonly Change['topic'][]): () => void
  /**
   * Notifies a listener of commits of other processes, within a second. Null stands for unknown commits,
   * after which anything may have changed. For deliveries and runs, changes contain only their owners,
   * without ids. Returns a function that stops listening.
   */
  listenOthers(listener: (change: Change | null) => void): () => void
  /**
   * Returns the number of running processes with a role (by default any), at least one. It is based on their
   * last heartbeats.
   */
  processCount(role?: string): number
  /**
   * Executes a function exclusively: no other process executes one with the same key at the same time.
   * `isShared` is true when another process may already have done the same work. The function may take at
   * most one minute. A process that has the database to itself does not wait for its own calls.
   */
  alone<Result>(key: string, act: (isShared: boolean) => Promise<Result>): Promise<Result>
  /**
   * Prepares lists and searches, so that the first request does not wait. Call it when a request is likely.
   * It uses memory that is released after some time without requests.
   */
  expectLists(): void
  /**
   * Adds new texts to the search index in the background. Call it regularly. Until a text is indexed,
   * searches scan it.
   */
  keepIndexed(): void
  /**
   * Checks all stored data for damage in the background, unless the startup has done so. Throws
   * `storage.damaged`.
   */
  verify(): Promise<void>
  /**
   * Writes and reads a row as a health check. Throws `storage.failed`, and `storage.damaged` once the
   * background check has found damage.
   */
  probe(): Promise<void>
  /** Writes pending work, then releases the database and its lock. */
  close(): Promise<void>
}
