import type { Arrival, Id } from '@hookwright/model'
import type { QueuedRun } from '@hookwright/store'
import type { Live } from './lives.ts'
import type { Task } from './run-delivery.ts'

/** A delivery whose prologue is written and whose children are in the queue. */
export interface Spread {
  live: Live
  deliveryId: Id
}

/** Something to be run for a delivery: its first run, then the children which that queued. */
export interface Work {
  live: Live
  deliveryId: Id
  bytes: number
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
  return {
    live: what.live,
    deliveryId: 'delivery' in what ? what.delivery.id : what.deliveryId,
    bytes: first === null ? 0 : bytesOf(first.arrival),
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
