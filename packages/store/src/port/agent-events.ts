import type {
  CallbackFailure,
  DeliveryMode,
  EventPosition,
  FieldId,
  Id,
  JsonObject,
  Millis
} from '@hookwright/model'

/** Event that agents subscribe to, with the flow that registers it. */
export interface EventWatch {
  id: Id
  /** Hash of connector, event, options and connection, so that equal subscriptions share a watch. */
  key: string
  flowId: Id
  createdAt: Millis
}

/** Subscription of an agent to an event. */
export interface EventSubscription {
  id: Id
  /** Id by which the client refers to the subscription. */
  handle: string
  watchId: Id
  /** Flow of the watch. */
  flowId: Id
  mode: DeliveryMode
  memberId: Id
  clientKey: string
  clientName: string
  name: string
  arguments: JsonObject
  /** Callback of a webhook with its encrypted secrets; `null` for other modes. */
  webhook: {
    url: string
    secretSealed: Uint8Array
    formerSealed: Uint8Array | null
    formerUntil: Millis | null
  } | null
  /** Position up to which events were delivered or given up. */
  position: EventPosition
  createdAt: Millis
  expiresAt: Millis
  lastEventAt: Millis | null
  lastError: CallbackFailure | null
  failedSince: Millis | null
  suspended: boolean
  /** True if events were skipped and the client has not been told yet. */
  gapDue: boolean
}

/** Progress of a subscription, written by the code that sends its events. */
export type EventProgress = Pick<
  EventSubscription,
  'id' | 'position' | 'lastEventAt' | 'lastError' | 'failedSince' | 'suspended' | 'gapDue'
>

/** Event in the sequence of deliveries. */
export interface StoredEvent {
  deliveryId: Id
  /** Index of the record in the delivery; `null` without Run mode. */
  recordIndex: number | null
  /** Position just after the event. */
  position: EventPosition
  /** Outputs of the event. `null` if they were deleted or the run failed; the event is then lost. */
  outputs: Record<FieldId, unknown> | null
}

/** Page of the events after a position in the sequence of deliveries. */
export interface EventPage {
  events: StoredEvent[]
  /** Position up to which the page covers all deliveries, even those without events. */
  position: EventPosition
  /** True if more deliveries can be read immediately. */
  hasMore: boolean
  /** True if the next delivery has not run yet and blocks later ones. */
  waits: boolean
  /** Ids of the next deliveries that block later ones, because their runs wait for a time or are on hold. */
  held: Id[]
}

/** Store of events for agents: watches, subscriptions, and the ordered events. */
export interface AgentEventStore {
  /** Returns the watch with a key; `null` if there is none. */
  watchOf(key: string): Promise<EventWatch | null>
  /** Adds a watch, or returns the existing watch with the same key. Throws `flow.gone`. */
  addWatch(watch: EventWatch): Promise<EventWatch>
  /** Sets another flow that registers the event of a watch. */
  moveWatch(id: Id, flowId: Id): Promise<void>
  watches(): Promise<EventWatch[]>
  watchById(id: Id): Promise<EventWatch | null>
  /**
   * Lists watches that are unused: since the given time, they have had no subscriptions and their flow has
   * been off.
   */
  unusedWatches(since: Millis, most: number): Promise<EventWatch[]>
  /** Removes a watch that has been unused since a time. Returns false if it was used. */
  removeUnused(id: Id, since: Millis): Promise<boolean>
  /**
   * Adds a subscription, or replaces the one with the same handle. Returns false if its watch or the watch's
   * flow was removed.
   */
  put(subscription: EventSubscription): Promise<boolean>
  find(handle: string): Promise<EventSubscription | null>
  /** Lists subscriptions, oldest first. */
  list(filter?: { memberId?: Id; clientKey?: string; watchId?: Id }): Promise<EventSubscription[]>
  /** Counts the unexpired subscriptions of a client. */
  count(ref: { memberId: Id; clientKey: string }, now: Millis): Promise<number>
  /** Returns the existing subscriptions among these ids, in no order. */
  several(ids: Id[]): Promise<EventSubscription[]>
  /**
   * Removes subscriptions; with `lapsedBy`, only those that expired by then. Returns the ids of the removed
   * ones.
   */
  remove(ids: Id[], lapsedBy?: Millis): Promise<Id[]>
  /** Changes the expiry of a subscription. Returns false if it does not exist. */
  extend(id: Id, expiresAt: Millis): Promise<boolean>
  /** Stores how far the events of subscriptions were sent. Removed subscriptions are ignored. */
  note(progress: EventProgress[]): Promise<void>
  /** Returns the position after the newest delivery. */
  newest(at: Millis): Promise<EventPosition>
  /**
   * Returns the position after a flow's last delivery from before a given time. Returns `after` if that
   * position is later.
   */
  skip(filter: { flowId: Id; after: EventPosition; before: Millis }): Promise<EventPosition>
  /**
   * Reads the events of a flow after a position, in the order of deliveries, up to the first delivery that
   * has not run. Skips held deliveries in `passOver`. The caller guarantees that no delivery from before
   * `settledBefore` can still appear.
   */
  events(filter: {
    flowId: Id
    after: EventPosition
    limit: number
    passOver: ReadonlySet<Id>
    settledBefore: Millis
  }): Promise<EventPage>
}
