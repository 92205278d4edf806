import type { Delivery, DeliveryStatus, Id, IncomingRequest, Millis } from '@hookwright/model'
import type { ChartFilter, DeliveryChart, DeliveryFilter, Page } from './lists.ts'

/** Delivery about to be written. */
export interface NewDelivery extends Delivery {
  /**
   * Request; null if only the row is stored. It is not stored either for a delivery without a run
   * whose flow stores no data.
   */
  arrival: IncomingRequest | null
  /**
   * True when somebody waits in this process for the result of its run, so that it may claim it
   * before other processes do.
   */
  isCalled?: true
  /**
   * True when this process has a slot for its run, so that it is claimed as it is written where processes share the work
   * (`SharedWork.takeAccepted`).
   */
  isClaimed?: true
  /** Exact body, sealed, if `arrival` has a body with a redacted secret. */
  sealedBody?: Uint8Array
}

/** Stored request after values were redacted. */
export interface RedactedPayload {
  /** Redacted request; null when nothing was redacted. */
  arrival: IncomingRequest | null
  /** Redacted paths. */
  places: string[]
}

/** Dedup key of an event: the same key in the same flow within seven days is the same event. */
export interface DedupKeys {
  flowId: Id
  /**
   * Key of at most 65 bytes for the service's id. Keys of consecutive events ideally share a
   * prefix.
   */
  key: Uint8Array
}

/** Count of a subscription's refused requests for one reason. */
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
  /** Number of unfinished starts: crashes while this delivery was running. */
  starts: number
  /** True when a stop interrupted its first run, which has the delivery's id, after an effect. */
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
   * Writes a delivery on the hot path. Resolves when the bytes are durable. Calls from two turns of
   * the event loop share a commit. With `once`, a repeated event, even from the same commit, is
   * stored as a duplicate without its request, and the id of the first delivery is returned;
   * otherwise null. Throws `subscription.gone`, `flow.gone`. Where several processes share a store,
   * a subscription that takes no deliveries any more is gone for one that is to run, too.
   */
  accept(delivery: NewDelivery, once?: DedupKeys): Promise<Id | null>
  /** Returns a delivery with its payload, unless that was deleted. */
  find(id: Id): Promise<{ delivery: Delivery; arrival: IncomingRequest | null } | null>
  /**
   * Lists deliveries, newest first. A filter beyond `scope` scans some 20,000 deliveries at a time,
   * and at most 64 MiB of requests. Text that the index has reached (`Store.keepIndexed`) is found
   * at any depth, unless it is shorter than three characters. `from` and `to` need no scan as long
   * as deliveries were written in order of arrival, within a minute.
   */
  list(filter: DeliveryFilter): Promise<Page<Delivery>>
  /**
   * Counts deliveries over time. Near the edges of a span, a delivery may be counted in the
   * adjacent one, as in `list`.
   */
  chart(filter: ChartFilter): Promise<DeliveryChart>
  /**
   * Returns the newest stored deliveries of an event flow in any version: of one owner's flows, or
   * of all for null. Only the newest few hundred of a subscription are scanned; bodies total at
   * most 2 MiB, or one delivery.
   */
  samples(filter: {
    eventFlowId: Id
    ownerId: string | null
    limit: number
  }): Promise<{ delivery: Delivery; arrival: IncomingRequest }[]>
  /**
   * Returns accepted deliveries in order of arrival, of one subscription or of all whose deliveries
   * are run (`runsDeliveries`). Omits those whose order is locked by a waiting run.
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
  /** Returns the deliveries of all subscriptions, without their bodies. */
  backlog(filter: { after?: Id; limit: number }): Promise<BacklogDelivery[]>
  /** Counts a start of each delivery, before any of them begins. */
  countStarts(ids: Id[]): Promise<void>
  /** Clears all counted starts of work that has ended or was stopped in an orderly way. */
  clearStarts(ids: Id[]): Promise<void>
  /**
   * Moves an accepted delivery without a run to another status. Its request is deleted when its
   * flow stores no data. Does nothing for a delivery that is no longer accepted.
   */
  settle(id: Id, status: Exclude<DeliveryStatus, { is: 'accepted' }>): Promise<void>
  /**
   * Deletes dedup keys of deliveries and records older than a time, up to a maximum. Returns their
   * number.
   */
  forgetKeys(before: Millis, most: number): Promise<number>
  /** Adds to the refusal counts. */
  countRefusals(counts: Refusals[]): Promise<void>
  /** Returns the refusal counts of a flow by subscription and reason, latest first. */
  refusalsOf(flowId: Id): Promise<Refusals[]>
}
