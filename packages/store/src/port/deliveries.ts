import type { Delivery, DeliveryStatus, Id, IncomingRequest, Millis } from '@hookwright/model'
import type { ChartFilter, DeliveryChart, DeliveryFilter, Page } from './lists.ts'

/** A delivery about to be written. */
export interface NewDelivery extends Delivery {
  /** Null for one of which no more than the row is kept. Nor is it kept for one without a run when its flow keeps no data. */
  arrival: IncomingRequest | null
  /** The exact body, sealed, where `arrival` has one without the secret that stood in it. */
  sealedBody?: Uint8Array
}

/** Stored request after values were redacted. */
export interface RedactedPayload {
  /** Null when it held nothing of that and stays as it is. */
  arrival: IncomingRequest | null
  /** The places where marks stand now. */
  places: string[]
}

/** Dedup key of an event: the same key in the same flow within seven days is the same event. */
export interface DedupKeys {
  flowId: Id
  /** Key of at most 65 bytes for the service's id; consecutive events best share a prefix. */
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

/** A delivery that waits for its first run, with what is needed to run it. */
export interface WaitingDelivery {
  delivery: Delivery
  arrival: IncomingRequest
  /** Number of starts that did not end: crashes that this delivery was part of. */
  starts: number
  /** True when a stop interrupted its first run, which has the delivery's id, after an effect. */
  hasBegun: boolean
}

/** A delivery that waits for its first run, without what arrived. */
export interface BacklogDelivery extends Pick<WaitingDelivery, 'starts'> {
  id: Id
  subscriptionId: Id
  orderKey: string | null
}

export interface DeliveryStore {
  /**
   * The hot path: resolves when the bytes are durable. Calls of two turns of the event loop share a commit. With `once`,
   * one that came before, in the same commit too, is kept as a duplicate without what arrived, and the id of the first is
   * given; otherwise null. Throws `subscription.gone`, `flow.gone`.
   */
  accept(delivery: NewDelivery, once?: DedupKeys): Promise<Id | null>
  /** Returns a delivery with its payload, unless that was erased. */
  find(id: Id): Promise<{ delivery: Delivery; arrival: IncomingRequest | null } | null>
  /**
   * Newest first. A filter beyond `scope` looks back over some 20,000 deliveries at a time, and of what arrived over no more
   * than 64 MiB; what is sought is found at any depth where the index of texts has come (`Store.keepIndexed`), unless it is
   * shorter than three characters. `from` and `to` are found without a look, as far as deliveries were written in the order in which they
   * came, give or take a minute.
   */
  list(filter: DeliveryFilter): Promise<Page<Delivery>>
  /** Counts deliveries over time; near the edges of a span they may be counted in the one beside it, as `list` says. */
  chart(filter: ChartFilter): Promise<DeliveryChart>
  /**
   * The newest that ran an event flow, of whatever version, and are kept with what arrived: of one owner's flows, or of
   * all for null. Of a subscription, only the newest few hundred are looked at; bodies come to 2 MiB or one delivery.
   */
  samples(filter: {
    eventFlowId: Id
    ownerId: string | null
    limit: number
  }): Promise<{ delivery: Delivery; arrival: IncomingRequest }[]>
  /**
   * Accepted ones in the order of arrival, of one subscription or of all: of those that are on, or were on when the
   * events came (`runsDeliveries`). Those are left out in whose order a run that waits keeps its turn.
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
  /** Counts a start of each, before any of them is begun. */
  countStarts(ids: Id[]): Promise<void>
  /** Takes back all counted starts: what was begun has ended, or was stopped in good order. */
  clearStarts(ids: Id[]): Promise<void>
  /**
   * accepted → another status, for a delivery that gets no run; what arrived goes when its flow keeps no data. Does
   * nothing for one that is no longer accepted.
   */
  settle(id: Id, status: Exclude<DeliveryStatus, { is: 'accepted' }>): Promise<void>
  /** Deletes dedup keys of deliveries and records that are older than this, up to a maximum. Returns their number. */
  forgetKeys(before: Millis, most: number): Promise<number>
  /** Adds to the counts. */
  countRefusals(counts: Refusals[]): Promise<void>
  /** Returns the refusal counts of a flow by subscription and reason, latest first. */
  refusalsOf(flowId: Id): Promise<Refusals[]>
}
