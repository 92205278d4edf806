import type { DeliveryStatus, Id, Millis, RunStatus, SavedView, SearchTerm } from '@hookwright/model'

/** Page of a list, newest first. */
export interface Page<Thing> {
  rows: Thing[]
  /** Cursor of the next page, for `before`; null for the last one. */
  next: Id | null
  /**
   * Time back to which the search went when it stopped early; null when it reached the end or
   * filled the page.
   */
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
  /**
   * Search terms that must all occur in the stored request: in the query, the header lines or the
   * body.
   */
  sought?: SearchTerm[]
  /**
   * Limits the list to replayable deliveries: processed, with payload, and without a run in
   * progress.
   */
  canRunAgain?: true
}

export interface RunFilter extends PageOf {
  scope?: Scope
  deliveryId?: Id
  status?: RunStatus['is']
  /**
   * Words that must all occur in its values, its fault or, for a run of a whole delivery, its
   * request.
   */
  sought?: { text: string }[]
  /** Omits polls, which run no user's flow. */
  withoutPolls?: true
}

/** Filter of counted deliveries; missing parts match all. */
export interface ChartFilter {
  scope?: DeliveryFilter['scope']
  /** Start of the period. By default, that of the first delivery. */
  from?: Millis
  to: Millis
  /** Maximum number of spans, at least two. */
  most: number
}

/** Number of deliveries in a span of time by result. Each counts once. */
export interface DeliveryCounts {
  /** Deliveries with a run that failed or is on hold. */
  failed: number
  /** Deliveries that wait for their run or have one in progress. */
  open: number
  /** All other processed deliveries. */
  succeeded: number
  filtered: number
  refused: number
  duplicate: number
}

/** Deliveries over time. */
export interface DeliveryChart {
  /** Start of each span, and the end of the last one. */
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
   * Finds deliveries, then runs, whose ids begin with these hexadecimal digits, newest first, at
   * most `limit` of each. Limited to one owner's flows, or all for null. Only the newest few
   * hundred with this prefix are scanned. Tests of makers' flows are omitted.
   */
  find(filter: { digits: string; ownerId: string | null; limit: number }): Promise<FoundById[]>
}

/** Maximum number of saved views of a list for one person. */
export const MOST_VIEWS = 50

export interface SavedViewStore {
  /** Lists the views of one person for one list, by name. */
  list(ownerId: string, list: SavedView['list']): Promise<SavedView[]>
  /**
   * Adds a view, or changes the one with its id. Throws `view.name-taken`, `views.too-many`;
   * `view.gone` for another person's view.
   */
  put(ownerId: string, view: SavedView): Promise<void>
  /** Deletes a view. Throws `view.gone`. */
  remove(ownerId: string, id: Id): Promise<void>
}
