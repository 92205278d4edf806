import type { Id, ReplaySeries } from '@hookwright/model'

/** A delivery of a series, and the revision that its draft was kept as, if it is run on that. */
export interface SeriesDelivery {
  id: Id
  subscriptionId: Id
  draftId?: Id
}

/** Series of replays, so that they go on after a restart. */
export interface ReplaySeriesStore {
  /** Keeps a new series with its deliveries, in the order in which they are run again. */
  add(series: ReplaySeries, deliveries: SeriesDelivery[]): Promise<void>
  /** Keeps how far one has come. One that is not running any more keeps no deliveries. */
  keep(series: ReplaySeries): Promise<void>
  /** All of them, the oldest first, with the deliveries of those that are running. */
  all(): Promise<{ series: ReplaySeries; deliveries: SeriesDelivery[] }[]>
  forget(id: Id): Promise<void>
}
