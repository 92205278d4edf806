import type { Delivery, Id, IncomingRequest, Json, Millis } from '@hookwright/model'
import type { DueRun, QueuedRun, RunRow, WorkClaim } from '@hookwright/store'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'

/** Delivery that waits for its first run. */
export interface Task {
  subscription: CachedSubscription
  delivery: Delivery
  arrival: IncomingRequest
  /** True when a stop or a failure interrupted its first run, perhaps after one of its effects. */
  hasBegun: boolean
  /** Claim of the delivery, where processes share work. */
  claim?: WorkClaim
}

/** Stored delivery, or one of its records, to replay, with the run created for the replay. */
export interface ReplayTask extends Omit<Task, 'hasBegun'> {
  run: RunRow
  /** Record to replay; null for the whole delivery. */
  record: Record<string, Json> | null
}

/** Delivery whose first run has ended and has queued child runs, one per record. */
export interface FinishedPrologue {
  subscription: CachedSubscription
  deliveryId: Id
  orderKey: string | null
}

/** Waiting run that is due. */
export interface DueWork {
  subscription: CachedSubscription
  due: DueRun
}

/** Replay run that waits for a slot. */
export interface ReplayWork {
  subscription: CachedSubscription
  replay: ReplayTask
}

/** Any input from which work is created. */
export type Startable = Task | FinishedPrologue | DueWork | ReplayWork

/** Work in the queue: the first run of a delivery and the runs of its records, a resumed run, or a replay. */
export interface QueuedWork {
  /**
   * Key under which the work is claimed. Of two works with the same key, only one is queued or running at a
   * time.
   */
  key: string
  subscription: CachedSubscription
  deliveryId: Id
  bytes: number
  /** Time when the work received its slot. */
  since: Millis
  /**
   * Order key together with the flow's id. Work with the same value runs in sequence, across all
   * subscriptions of the flow.
   */
  order: string | null
  orderKey: string | null
  /** Number of store failures so far. */
  failures: number
  /** Delivery whose first run is next. Null once that run is written. */
  first: Task | null
  /** Waiting run to resume. It already holds its order lock and acquires no other. */
  woken: DueRun | null
  /** Run created to replay a delivery. */
  replay: ReplayTask | null
  /** Loaded child runs, one for each record. `next` is the index of the next one to run. */
  children: QueuedRun[]
  next: number
  /** True while the store may have more child runs. */
  hasMore: boolean
  /** Claim of the work. Undefined unless processes share work. */
  claim: WorkClaim | undefined
}

/** Returns the key for runs of a flow that run in sequence. Null without an order key. */
export const orderOf = (flowId: Id, orderKey: string | null): string | null =>
  orderKey === null ? null : `${flowId} ${orderKey}`

/** Creates queued work that has not started. */
export const workOf = (what: Startable): QueuedWork => {
  const { subscription } = what
  if ('replay' in what) {
    const { run, delivery, arrival } = what.replay
    const work = waiting({ subscription, key: `replay ${run.id}`, deliveryId: delivery.id, orderKey: null })
    work.bytes = bytesOf(arrival)
    work.replay = what.replay
    return work
  }
  if ('due' in what) {
    const { id, deliveryId, orderKey } = what.due
    const work = waiting({ subscription, key: `woken ${id}`, deliveryId, orderKey })
    work.woken = what.due
    return work
  }
  const first = 'delivery' in what ? what : null
  const deliveryId = 'delivery' in what ? what.delivery.id : what.deliveryId
  const orderKey = 'delivery' in what ? what.delivery.orderKey : what.orderKey
  const work = waiting({ subscription, key: deliveryId, deliveryId, orderKey })
  work.order = orderOf(subscription.flowId, orderKey)
  work.first = first
  work.hasMore = first === null
  if (first !== null) work.bytes = bytesOf(first.arrival)
  return work
}

/**
 * Returns the initial properties of work. They are spelled out because an object that begins with a spread
 * gets a hidden class of its own, which makes reads slow (decision 057).
 */
const waiting = ({
  key,
  subscription,
  deliveryId,
  orderKey
}: Pick<QueuedWork, 'key' | 'subscription' | 'deliveryId' | 'orderKey'>): QueuedWork => ({
  key,
  subscription,
  deliveryId,
  bytes: 0,
  since: 0,
  order: null,
  orderKey,
  failures: 0,
  first: null,
  woken: null,
  replay: null,
  children: [],
  next: 0,
  hasMore: false,
  claim: undefined
})

const bytesOf = ({ query, headers, body }: IncomingRequest): number => {
  let bytes = query.length + body.byteLength
  for (const part of headers) bytes += part.length
  return bytes
}
