import type { Id } from '../kernel/ids.ts'

/** What a page can be told of: something of this kind is another one now. */
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
 * What a page has to fetch anew. The ids are those of the things themselves for connectors, flows, versions,
 * connections, orphans, alerts and people; those of connectors for drift; for what belongs to flows (subscriptions, cleanup
 * entries, deliveries, runs and the progress of turning on or off) those of the flows. No ids: which ones is not said, so
 * all of the topic.
 */
export interface Invalidation {
  topic: Topic
  ids: Id[]
}
