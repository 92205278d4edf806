import type { Delivery, Id, IncomingRequest, Json, Millis } from '@hookwright/model'
import type { DueRun, QueuedRun, RunRow, WorkClaim } from '@hookwright/store'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'

/** A delivery that waits for its first run. */
export interface Task {
  subscription: CachedSubscription
  delivery: Delivery
  arrival: IncomingRequest
  /** True when a stop or a failure interrupted its first run, perhaps after one of its effects. */
  hasBegun: boolean
  /** Claim of the delivery, where processes share work. */
  claim?: WorkClaim
}

/** Stored delivery, or one record of it, that is replayed, with the run created for it. */
export interface ReplayTask extends Omit<Task, 'hasBegun'> {
  run: RunRow
  /** Record to replay; null for the whole delivery. */
  record: Record<string, Json> | null
}

/** Delivery with a finished prologue and queued children. */
export interface Spread {
  subscription: CachedSubscription
  deliveryId: Id
  orderKey: string | null
}

/** Run that waited and is due. */
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
export type Startable = Task | Spread | DueWork | ReplayWork

/** Work for a delivery: its first run and then its children, or one run that waited. */
export interface QueuedWork {
  /** Key of the claim: only one work with the same key is claimed at a time. */
  key: string
  subscription: CachedSubscription
  deliveryId: Id
  bytes: number
  /** Time when it received its slot. */
  since: Millis
  /** Order key: work with the same key runs in sequence, whichever subscription of the flow it belongs to. */
  order: string | null
  orderKey: string | null
  /** Number of failures of the store so far. */
  failures: number
  /** Delivery for the first run; null once that is written. */
  first: Task | null
  /** Run that waited. It holds the lock of its order since then, and acquires none. */
  woken: DueRun | null
  /** Run created to replay a delivery. */
  replay: ReplayTask | null
  /** Loaded children, starting with the next one. */
  children: QueuedRun[]
  next: number
  /** True while the store may have children that are not loaded. */
  hasMore: boolean
  /** Claim of the work, where processes share it. */
  claim: WorkClaim | undefined
}

/** Returns the key shared by the runs of a flow that run in order; null without an order. */
export const orderOf = (flowId: Id, orderKey: string | null): string | null =>
  orderKey === null ? null : `${flowId} ${orderKey}`

/** Returns work that has not started. */
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
 * Initial properties of work. They are spelled out because an object that begins with a spread gets
 * a hidden class of its own, which makes reads slow (decision 057).
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
