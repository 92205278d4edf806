import type { Delivery, DeliveryStatus, Id, IncomingRequest, Millis } from '@hookwright/model'
import type { ChartFilter, DeliveryChart, DeliveryFilter, Page } from './lists.ts'

/** Delivery to be stored. */
export interface NewDelivery extends Delivery {
  /**
   * Request; `null` to store only the row. The request is also not stored if the delivery starts no run and
   * its flow stores no data.
   */
  arrival: IncomingRequest | null
  /**
   * True if a caller in this process waits for the result of the run. This process may then claim the run
   * before others.
   */
  isCalled?: true
  /**
   * True if this process can start the run immediately. With several processes, it then claims the run in the
   * same write (`SharedWork.takeAccepted`).
   */
  isClaimed?: true
  /** Exact body, encrypted, if the body in `arrival` has a redacted secret. */
  sealedBody?: Uint8Array
}

/** Request after redaction. */
export interface RedactedPayload {
  /** Redacted request; null when nothing was redacted. */
  arrival: IncomingRequest | null
  /** Redacted paths. */
  places: string[]
}

/** Dedup key of an event. Deliveries with the same key in the same flow within seven days are duplicates. */
export interface DedupKeys {
  flowId: Id
  /**
   * Key of at most 65 bytes, made from the service's id. Writes are faster if keys of consecutive events
   * share a prefix.
   */
  key: Uint8Array
}

/** Count of requests to a subscription that were refused for the same reason. */
export interface Refusals {
  subscriptionId: Id
  reason: string
  count: number
  firstAt: Millis
  lastAt: Millis
}

/** Delivery that waits for its first run, with the data needed to run it. */
export interface WaitingDelivery {
  delivery: Delivery
  arrival: IncomingRequest
  /** Number of times that the server crashed while it ran this delivery. */
  starts: number
  /** True if a server stop interrupted the first run after an effect. That run has the delivery's id. */
  hasBegun: boolean
}

/** Delivery that waits for its first run, without its request. */
export interface BacklogDelivery extends Pick<WaitingDelivery, 'starts'> {
  id: Id
  subscriptionId: Id
  orderKey: string | null
}

export interface DeliveryStore {
  /**
   * Stores a delivery. Hot path: resolves when the data is durable; calls of two event loop turns share a
   * commit. With `once`, a repeated event is stored as a duplicate without its request. Returns the id of the
   * first delivery for a duplicate, otherwise null.
   * @throws `subscription.gone`, `flow.gone`. With several processes, also `subscription.gone` if the
   * delivery would run but its subscription no longer accepts deliveries.
   */
  accept(delivery: NewDelivery, once?: DedupKeys): Promise<Id | null>
  /** Returns a delivery with its request; the request is null if it was deleted. */
  find(id: Id): Promise<{ delivery: Delivery; arrival: IncomingRequest | null } | null>
  /**
   * Lists deliveries, newest first. Filters other than `scope` scan about 20,000 deliveries at a time, and at
   * most 64 MiB of requests. Text in the index (`Store.keepIndexed`) is found without this limit, if it has
   * at least three characters. `from` and `to` need no scan as long as deliveries were written in order of
   * arrival, give or take a minute.
   */
  list(filter: DeliveryFilter): Promise<Page<Delivery>>
  /**
   * Counts deliveries per time span. Deliveries are stored only roughly in order of arrival. One near the
   * edge of a span may therefore be counted in the span next to it, as in `list`.
   */
  chart(filter: ChartFilter): Promise<DeliveryChart>
  /**
   * Returns the newest stored deliveries of an event in all its versions. They are limited to the flows of
   * one owner; `null` for all owners. Scans only the newest few hundred of each subscription. Returns at most
   * 2 MiB of bodies, but at least one delivery.
   */
  samples(filter: {
    eventFlowId: Id
    ownerId: string | null
    limit: number
  }): Promise<{ delivery: Delivery; arrival: IncomingRequest }[]>
  /**
   * Returns accepted deliveries in order of arrival: of one subscription, or of all subscriptions that run
   * deliveries (`runsDeliveries`). Omits deliveries with an order key that is locked by a waiting run.
   */
  waiting(filter: {
    subscriptionId?: Id
    /** Filter by order key, within one subscription. */
    orderKey?: string
    after?: Id
    limit: number
    /** Filter by these ids. */
    ids?: readonly Id[]
  }): Promise<WaitingDelivery[]>
  /** Returns the waiting deliveries of all subscriptions, without their requests. */
  backlog(filter: { after?: Id; limit: number }): Promise<BacklogDelivery[]>
  /** Increments the crash counter of each delivery, before its run starts. */
  countStarts(ids: Id[]): Promise<void>
  /** Resets the crash counters of work that has ended or was stopped without a crash. */
  clearStarts(ids: Id[]): Promise<void>
  /**
   * Changes the status of an accepted delivery that starts no run. Deletes the request if the flow stores no
   * data. Does nothing if the delivery is no longer accepted.
   */
  settle(id: Id, status: Exclude<DeliveryStatus, { is: 'accepted' }>): Promise<void>
  /** Deletes up to `most` dedup keys of deliveries and records older than a time. Returns their number. */
  forgetKeys(before: Millis, most: number): Promise<number>
  /** Adds numbers of refused requests to the stored counts. */
  countRefusals(counts: Refusals[]): Promise<void>
  /** Returns the refusal counts of a flow by subscription and reason, latest first. */
  refusalsOf(flowId: Id): Promise<Refusals[]>
}
