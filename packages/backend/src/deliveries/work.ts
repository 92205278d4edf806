import type { Arrival, Id } from '@hookwright/model'
import type { QueuedRun } from '@hookwright/store'
import type { Live } from './lives.ts'
import type { Task } from './run-delivery.ts'

/** A delivery whose prologue is written and whose children are in the queue. */
export interface Spread {
  live: Live
  deliveryId: Id
  orderKey: string | null
}

/** Something to be run for a delivery: its first run, then the children which that queued. */
export interface Work {
  live: Live
  deliveryId: Id
  bytes: number
  /** Those of one order are run one after the other, whichever subscription of their flow they came to. */
  order: string | null
  /** How often the store failed it. */
  failures: number
  /** Null once the first run is written. */
  first: Task | null
  /** Children at hand, and the next of them. */
  children: QueuedRun[]
  next: number
  /** True while the store may have children that are not at hand. */
  hasMore: boolean
}

/** Nothing of it is done yet. */
export const workOf = (what: Task | Spread): Work => {
  const first = 'delivery' in what ? what : null
  const orderKey = 'delivery' in what ? what.delivery.orderKey : what.orderKey
  return {
    live: what.live,
    deliveryId: 'delivery' in what ? what.delivery.id : what.deliveryId,
    bytes: first === null ? 0 : bytesOf(first.arrival),
    order: orderKey === null ? null : `${what.live.flowId} ${orderKey}`,
    failures: 0,
    first,
    children: [],
    next: 0,
    hasMore: first === null
  }
}

const bytesOf = ({ query, headers, body }: Arrival): number => {
  let bytes = query.length + body.byteLength
  for (const part of headers) bytes += part.length
  return bytes
}
