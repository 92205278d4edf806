import type { DeliveryStatus, Id, Millis, RunStatus, SavedView, Sought } from '@hookwright/model'

/** A part of a list, the newest first. */
export interface Page<Thing> {
  rows: Thing[]
  /** Handed in as `before`, it gives what follows; null when nothing does. */
  next: Id | null
  /** Time down to which the search went when it stopped early; null when it reached the end or filled the page. */
  lookedBackTo: Millis | null
}

/**
 * Scope of a list; omitted filters do not apply. Runs started by a flow, such as those of a helper flow, belong to that flow,
 * too.
 */
export interface Scope {
  /** Items of users' flows with this owner. */
  ownerId?: string
  /** Items of this flow. */
  flowId?: Id
}

/** Page of a list. */
export interface PageOf {
  /** Start (inclusive) and end (exclusive) of the period. */
  from?: Millis
  to?: Millis
  before?: Id
  limit: number
}

export interface DeliveryFilter extends PageOf {
  scope?: Scope & { subscriptionId?: Id; connectorId?: Id; eventFlowId?: Id }
  status?: DeliveryStatus['is']
  /** Result of its runs: one is `failed`, one is still `open`, or all `succeeded`. */
  result?: 'failed' | 'open' | 'succeeded'
  /** All of these are in what arrived, as far as that is kept: in the query, the header lines and the body. */
  sought?: Sought[]
  /** Limits the list to replayable deliveries: they have run, have their payload, and no run is in progress. */
  canRunAgain?: true
}

export interface RunFilter extends PageOf {
  scope?: Scope
  deliveryId?: Id
  status?: RunStatus['is']
  /** All of these words are in its values, in what it failed with or, for one of a whole delivery, in what arrived. */
  sought?: { text: string }[]
  /** Leaves out polls, which run no user's flow. */
  withoutPolls?: true
}

/** Filter of counted deliveries; missing parts match all. */
export interface ChartFilter {
  scope?: DeliveryFilter['scope']
  /** Start of the period; by default that of the first one. */
  from?: Millis
  to: Millis
  /** Into how many spans the time is cut at most: two or more. */
  most: number
}

/** Counts of deliveries in a span of time by result. Each counts once. */
export interface DeliveryCounts {
  /** Some run of it failed or is on hold. */
  failed: number
  /** Waiting for its run, or the run is in progress. */
  open: number
  /** All else that was run. */
  succeeded: number
  filtered: number
  refused: number
  duplicate: number
}

/** Deliveries over time. */
export interface DeliveryChart {
  /** Beginnings of the spans, and the end of the last one. */
  edges: Millis[]
  counts: DeliveryCounts[]
  /** Run times of the newest few hundred first runs that succeeded; null without any. */
  took: { of: number; p50: Millis; p95: Millis } | null
}

/** Delivery or run that was found by the beginning of its id, with its user's flow. */
export type FoundById = { id: Id; flowId: Id; flowName: string | null; at: Millis } & (
  | { is: 'delivery'; status: DeliveryStatus['is'] }
  | { is: 'run'; status: RunStatus['is'] }
)

/** Lookup of ids by their first characters. */
export interface IdSearch {
  /**
   * Deliveries, then runs, whose ids begin with these hexadecimal digits, the newest first and at most `limit` of each: of
   * one owner's flows, or of all for null. Only the newest few hundred with this beginning are looked at. Tests of makers'
   * flows are left out.
   */
  find(filter: { digits: string; ownerId: string | null; limit: number }): Promise<FoundById[]>
}

/** Maximum number of saved views of a list for one person. */
export const MOST_VIEWS = 50

export interface SavedViewStore {
  /** Returns the views of one person and one list, by name. */
  list(ownerId: string, list: SavedView['list']): Promise<SavedView[]>
  /** Adds it, or changes the one with its id. Throws `view.name-taken`, `views.too-many`; `view.gone` for another's. */
  put(ownerId: string, view: SavedView): Promise<void>
  /** Throws `view.gone`. */
  remove(ownerId: string, id: Id): Promise<void>
}
