import type { Delivery, Id, IncomingRequest, Json, Millis } from '@hookwright/model'
import type { DueRun, QueuedRun, RunRow } from '@hookwright/store'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'

/** A delivery that waits for its first run. */
export interface Task {
  live: CachedSubscription
  delivery: Delivery
  arrival: IncomingRequest
  /** True when a stop or a failure interrupted its first run, perhaps behind one of its effects. */
  hasBegun: boolean
}

/** A kept delivery that is run again, or one record of it, with the run that was begun for it. */
export interface ReplayTask extends Omit<Task, 'hasBegun'> {
  run: RunRow
  /** Null for the whole delivery. */
  record: Record<string, Json> | null
}

/** A delivery whose prologue is written and whose children are in the queue. */
export interface Spread {
  live: CachedSubscription
  deliveryId: Id
  orderKey: string | null
}

/** A run that waited and is due. */
export interface DueWork {
  live: CachedSubscription
  due: DueRun
}

/** A run that was begun to replay a delivery, and waits for a slot. */
export interface ReplayWork {
  live: CachedSubscription
  replay: ReplayTask
}

/** Everything that work is made of. */
export type Startable = Task | Spread | DueWork | ReplayWork

/** Work for a delivery: its first run, then the children queued by it; or one run that waited. */
export interface QueuedWork {
  /** No two works with the same one are taken at once. */
  key: string
  live: CachedSubscription
  deliveryId: Id
  bytes: number
  /** Time when it got its slot. */
  since: Millis
  /** Order key: work with the same key runs in sequence, whichever subscription of the flow it belongs to. */
  order: string | null
  orderKey: string | null
  /** Number of failures of the store. */
  failures: number
  /** Null once the first run is written. */
  first: Task | null
  /** A run that waited; it keeps the turn of its order since it began to wait, and takes none. */
  woken: DueRun | null
  /** A run that was begun to run a delivery again. */
  replay: ReplayTask | null
  /** Children at hand, and the next of them. */
  children: QueuedRun[]
  next: number
  /** True while the store may have children that are not at hand. */
  hasMore: boolean
}

/** Key shared by the runs of a flow that run in order; null without an order. */
export const orderOf = (flowId: Id, orderKey: string | null): string | null =>
  orderKey === null ? null : `${flowId} ${orderKey}`

/** Returns it as work that has not started. */
export const workOf = (what: Startable): QueuedWork => {
  const { live } = what
  if ('replay' in what) {
    const { run, delivery, arrival } = what.replay
    const work = waiting({ live, key: `replay ${run.id}`, deliveryId: delivery.id, orderKey: null })
    work.bytes = bytesOf(arrival)
    work.replay = what.replay
    return work
  }
  if ('due' in what) {
    const { id, deliveryId, orderKey } = what.due
    const work = waiting({ live, key: `woken ${id}`, deliveryId, orderKey })
    work.woken = what.due
    return work
  }
  const first = 'delivery' in what ? what : null
  const deliveryId = 'delivery' in what ? what.delivery.id : what.deliveryId
  const orderKey = 'delivery' in what ? what.delivery.orderKey : what.orderKey
  const work = waiting({ live, key: deliveryId, deliveryId, orderKey })
  work.order = orderOf(live.flowId, orderKey)
  work.first = first
  work.hasMore = first === null
  if (first !== null) work.bytes = bytesOf(first.arrival)
  return work
}

/** Written out: what begins with a spread gets a hidden class of its own each time, and what reads it is slow (decision 057). */
const waiting = ({
  key,
  live,
  deliveryId,
  orderKey
}: Pick<QueuedWork, 'key' | 'live' | 'deliveryId' | 'orderKey'>): QueuedWork => ({
  key,
  live,
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
  hasMore: false
})

const bytesOf = ({ query, headers, body }: IncomingRequest): number => {
  let bytes = query.length + body.byteLength
  for (const part of headers) bytes += part.length
  return bytes
}
