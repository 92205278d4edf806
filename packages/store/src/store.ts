import type { Id } from '@hookwright/model'
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
import type { KeepingStore } from './port/keeping.ts'
import type { IdSearch, SavedViewStore } from './port/lists.ts'
import type { PollStore } from './port/polls.ts'
import type { RenewalStore } from './port/renewals.ts'
import type { ReplaySeriesStore, RunStore } from './port/runs.ts'
import type { ScheduleStore } from './port/schedules.ts'
import type { SealedStore } from './port/sealed.ts'
import type { SignInStore } from './port/sign-ins.ts'
import type { SubscriptionStore } from './port/subscriptions.ts'
import type { VersionStore } from './port/versions.ts'
import type { WaitStore } from './port/waits.ts'

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
export * from './port/keeping.ts'
export * from './port/lists.ts'
export * from './port/polls.ts'
export * from './port/renewals.ts'
export * from './port/runs.ts'
export * from './port/schedules.ts'
export * from './port/sealed.ts'
export * from './port/sign-ins.ts'
export * from './port/subscriptions.ts'
export * from './port/versions.ts'
export * from './port/waits.ts'

/*
 * The port: where things are kept. One method is one whole transaction with a domain name. All methods return promises
 * that resolve when the change is durable (fsynced); a method that throws changed nothing. Every method may throw
 * `storage.failed`; the faults named beside a method come on top. Ids come from outside, as does every time.
 */

/** Change of stored data; pages refetch what they show of it. */
export interface Change {
  /** The ids of drift are those of connectors. */
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
  ids: Id[]
  /**
   * For deliveries, runs and cleanup entries: the subscriptions that they belong to, or the flows of runs that belong to
   * none. Empty for everything else.
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
  polls: PollStore
  sealed: SealedStore
  savedViews: SavedViewStore
  apiKeys: ApiKeyStore
  audit: AuditStore
  /** True when something sealed is kept, so that a missing sealing key must stop the start. */
  hasSealed(): Promise<boolean>
  /**
   * Notifies of each commit, once per topic, before its caller continues; of these topics alone where some are named,
   * as one that listens all the time should: what becomes of events is much. What a listener throws is reported and
   * harms nobody else. Returns a function that stops listening.
   */
  listen(listener: (change: Change) => void, topics?: readonly Change['topic'][]): () => void
  /**
   * Gets ready to list and to search, so that the first who asks does not wait for that. To be called whenever somebody
   * is there who may ask: being ready takes memory, and ends when nothing is asked or expected for a while.
   */
  expectLists(): void
  /**
   * Takes the texts that came since into an index for searches, beside everything else. To be called now and then; what
   * is not there yet is looked through.
   */
  keepIndexed(): void
  /**
   * Checks all that is kept for damage, beside everything else, where that was too much for the start. Throws
   * `storage.damaged`.
   */
  verify(): Promise<void>
  /**
   * Proves that something can be written and read back. Throws `storage.failed`, and `storage.damaged` once the check has
   * found damage.
   */
  probe(): Promise<void>
  /** Writes out what is in progress, then lets go of file and lock. */
  close(): Promise<void>
}
