import type { Id } from '@hookwright/model'

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
