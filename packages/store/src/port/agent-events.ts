import type {
  CallbackFailure,
  DeliveryMode,
  EventPosition,
  FieldId,
  Id,
  JsonObject,
  Millis
} from '@hookwright/model'

/** Event that agents listen to, with the flow that registers it. */
export interface EventWatch {
  id: Id
  /** Hash of connector, event, options and connection. */
  key: string
  flowId: Id
  createdAt: Millis
}

/** Subscription of an agent to an event. */
export interface EventSubscription {
  id: Id
  /** Id in the protocol. */
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
  /** Callback of a webhook with its sealed secrets; null for other modes. */
  webhook: {
    url: string
    secretSealed: Uint8Array
    formerSealed: Uint8Array | null
    formerUntil: Millis | null
  } | null
  /** Everything at or before it was delivered or given up. */
  position: EventPosition
  createdAt: Millis
  expiresAt: Millis
  lastEventAt: Millis | null
  lastError: CallbackFailure | null
  failedSince: Millis | null
  suspended: boolean
  /** True while the client is still to be told that events were skipped. */
  gapDue: boolean
}

/** Progress of a subscription, as its sender writes it. */
export type EventProgress = Pick<
  EventSubscription,
  'id' | 'position' | 'lastEventAt' | 'lastError' | 'failedSince' | 'suspended' | 'gapDue'
>

/** One event in the order of deliveries. */
export interface StoredEvent {
  deliveryId: Id
  /** Record of the delivery; null for a delivery without Run mode. */
  recordIndex: number | null
  /** Position just after the event. */
  position: EventPosition
  /** Outputs of the event; null when they were deleted or the run failed, so that the event is lost. */
  outputs: Record<FieldId, unknown> | null
}

/** Events after a position. */
export interface EventPage {
  events: StoredEvent[]
  /** Position up to which the page covers all deliveries, with or without events. */
  position: EventPosition
  /** True when more deliveries follow that can be read at once. */
  hasMore: boolean
  /** True while the next delivery has not run, so that later ones wait. */
  waits: boolean
  /** Deliveries read, from the next one on, whose runs wait for a time or are on hold. */
  held: Id[]
}

/** Events for agents: what they listen to, their subscriptions, and the events in order. */
export interface AgentEventStore {
  /** Returns the watch with a key; null for none. */
  watchOf(key: string): Promise<EventWatch | null>
  /** Adds a watch, or returns the one that has its key. Throws `flow.gone`. */
  addWatch(watch: EventWatch): Promise<EventWatch>
  /** Makes a watch use another flow. */
  moveWatch(id: Id, flowId: Id): Promise<void>
  watches(): Promise<EventWatch[]>
  watchById(id: Id): Promise<EventWatch | null>
  /** Lists watches that nobody has subscribed to, and whose flow has been off, since a time. */
  unusedWatches(since: Millis, most: number): Promise<EventWatch[]>
  /** Removes a watch that is unused since a time. Returns false for any other. */
  removeUnused(id: Id, since: Millis): Promise<boolean>
  /** Adds a subscription or replaces the one with its handle. Returns false when its watch or the flow of it was removed. */
  put(subscription: EventSubscription): Promise<boolean>
  find(handle: string): Promise<EventSubscription | null>
  /** Lists subscriptions, oldest first. */
  list(filter?: { memberId?: Id; clientKey?: string; watchId?: Id }): Promise<EventSubscription[]>
  /** Counts the subscriptions of a client that have not lapsed. */
  count(ref: { memberId: Id; clientKey: string }, now: Millis): Promise<number>
  /** Returns those of these subscriptions that exist, in no order. */
  several(ids: Id[]): Promise<EventSubscription[]>
  /** Removes subscriptions, or those of them that have lapsed by a time. Returns the ids of the removed ones. */
  remove(ids: Id[], lapsedBy?: Millis): Promise<Id[]>
  /** Moves the end of a subscription. Returns false when it does not exist. */
  extend(id: Id, expiresAt: Millis): Promise<boolean>
  /** Writes the progress of senders. Does nothing for a subscription that was removed. */
  note(progress: EventProgress[]): Promise<void>
  /** Returns the position after the newest delivery. */
  newest(at: Millis): Promise<EventPosition>
  /**
   * Returns the position after the last delivery of a flow before a time, or `after` when that comes later.
   */
  skip(filter: { flowId: Id; after: EventPosition; before: Millis }): Promise<EventPosition>
  /**
   * Reads the events of a flow after a position, in the order of its deliveries, up to the first one that has
   * not run. Held deliveries in `passOver` do not block the rest: they are skipped. No delivery from before
   * `settledBefore` can still become visible.
   */
  events(filter: {
    flowId: Id
    after: EventPosition
    limit: number
    passOver: ReadonlySet<Id>
    settledBefore: Millis
  }): Promise<EventPage>
}
