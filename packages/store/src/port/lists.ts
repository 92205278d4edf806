import type { DeliveryStatus, Id, Millis, RunStatus, SavedView, SearchTerm } from '@hookwright/model'

/** Page of a list, newest first. */
export interface Page<Thing> {
  rows: Thing[]
  /** Cursor of the next page, for `before`; null for the last one. */
  next: Id | null
  /**
   * Time of the oldest data that was searched, if the search stopped early; `null` if it reached the end or
   * filled the page.
   */
  lookedBackTo: Millis | null
}

/**
 * Scope of a list. Omitted members do not limit the list. Runs started by a flow, such as runs of helper
 * flows, belong to that flow.
 */
export interface Scope {
  /** Limits the list to users' flows of this owner. */
  ownerId?: string
  /** Limits the list to this flow. */
  flowId?: Id
}

/** Part of a list to return. */
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
  /** Result of the delivery's runs: at least one `failed`, at least one still `open`, or all `succeeded`. */
  result?: 'failed' | 'open' | 'succeeded'
  /** Search terms that must all occur in the stored request (query, headers or body). */
  sought?: SearchTerm[]
  /**
   * Limits the list to deliveries that can be replayed: processed, with a stored request, and without a run
   * in progress.
   */
  canRunAgain?: true
}

export interface RunFilter extends PageOf {
  scope?: Scope
  deliveryId?: Id
  status?: RunStatus['is']
  /**
   * Words that must all occur in the run's values or fault. For a run of a whole delivery, also in its
   * request.
   */
  sought?: { text: string }[]
  /** Omits poll runs, which do not run a user's flow. */
  withoutPolls?: true
}

/** Filter of counted deliveries. Omitted members do not limit them. */
export interface ChartFilter {
  scope?: DeliveryFilter['scope']
  /** Start of the period. Defaults to the first delivery. */
  from?: Millis
  to: Millis
  /** Maximum number of spans, at least two. */
  most: number
}

/** Numbers of deliveries in a time span, by the result of their runs. Each delivery counts once. */
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

/** Numbers of deliveries over time. */
export interface DeliveryChart {
  /** Start of each span, and the end of the last one. */
  edges: Millis[]
  counts: DeliveryCounts[]
  /**
   * Durations of the newest few hundred first runs of deliveries that succeeded; `null` if there are none.
   */
  took: { of: number; p50: Millis; p95: Millis } | null
}

/** Delivery or run found by the first characters of its id, with its user's flow. */
export type FoundById = { id: Id; flowId: Id; flowName: string | null; at: Millis } & (
  | { is: 'delivery'; status: DeliveryStatus['is'] }
  | { is: 'run'; status: RunStatus['is'] }
)

/** Search for deliveries and runs by the start of their id. */
export interface IdSearch {
  /**
   * Finds deliveries, then runs, with ids that start with these hexadecimal digits: newest first, at most
   * `limit` of each. `ownerId` limits them to one owner's flows; `null` for all. Scans only the newest few
   * hundred ids with this prefix. Omits tests of makers' flows.
   */
  find(filter: { digits: string; ownerId: string | null; limit: number }): Promise<FoundById[]>
}

/** Maximum number of saved views per person and list. */
export const MOST_VIEWS = 50

export interface SavedViewStore {
  /** Lists the views of one person for one list, by name. */
  list(ownerId: string, list: SavedView['list']): Promise<SavedView[]>
  /**
   * Adds a view, or changes the view with the same id. Throws `view.name-taken`, `views.too-many`;
   * `view.gone` for another person's view.
   */
  put(ownerId: string, view: SavedView): Promise<void>
  /** Deletes a view. Throws `view.gone`. */
  remove(ownerId: string, id: Id): Promise<void>
}
