import type { Id } from '../kernel/ids.ts'

/** Kind of the changed items in an invalidation. */
export type Topic =
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
  | 'progress'
  | 'drift'
  | 'people'

/**
 * Notification to pages about data to refetch. The ids are those of the items for connectors,
 * flows, versions, connections, orphans, alerts and people; those of connectors for drift; and
 * those of flows for everything that belongs to a flow (subscriptions, cleanup entries, deliveries,
 * runs and the progress of turning on or off). Without ids the whole topic is stale.
 */
export interface Invalidation {
  topic: Topic
  ids: Id[]
}
