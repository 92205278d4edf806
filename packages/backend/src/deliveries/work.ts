import type { Arrival, Id } from '@hookwright/model'
import type { DueRun, QueuedRun } from '@hookwright/store'
import type { Live } from './lives.ts'
import type { ReplayTask, Task } from './run-delivery.ts'

/** A delivery whose prologue is written and whose children are in the queue. */
export interface Spread {
  live: Live
  deliveryId: Id
  orderKey: string | null
}

/** A run that waited and whose time has come. */
export interface Woken {
  live: Live
  due: DueRun
}

/** A run that was begun to run a delivery again, and waits for a slot. */
export interface Again {
  live: Live
  replay: ReplayTask
}

/** Something to be run for a delivery: its first run, then the children which that queued; or one run that waited. */
export interface Work {
  /** No two works with the same one are taken at once. */
  key: string
  live: Live
  deliveryId: Id
  bytes: number
  /** Those of one order are run one after the other, whichever subscription of their flow they came to. */
  order: string | null
  orderKey: string | null
  /** How often the store failed it. */
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

/** What the runs of a flow share that are to be run in turn; null for those of no order. */
export const orderOf = (flowId: Id, orderKey: string | null): string | null =>
  orderKey === null ? null : `${flowId} ${orderKey}`

/** Nothing of it is done yet. */
export const workOf = (what: Task | Spread | Woken | Again): Work => {
  const begun = { live: what.live, failures: 0, children: [], next: 0, replay: null }
  if ('replay' in what) {
    const { replay } = what
    const none = { order: null, orderKey: null, first: null, woken: null, hasMore: false }
    const bytes = bytesOf(replay.arrival)
    return {
      ...begun,
      ...none,
      key: `replay ${replay.run.id}`,
      deliveryId: replay.delivery.id,
      bytes,
      replay
    }
  }
  if ('due' in what) {
    const { due } = what
    const key = `woken ${due.id}`
    const none = { bytes: 0, order: null, first: null, hasMore: false }
    return { ...begun, ...none, key, deliveryId: due.deliveryId, orderKey: due.orderKey, woken: due }
  }
  const first = 'delivery' in what ? what : null
  const orderKey = 'delivery' in what ? what.delivery.orderKey : what.orderKey
  const deliveryId = 'delivery' in what ? what.delivery.id : what.deliveryId
  return {
    ...begun,
    key: deliveryId,
    deliveryId,
    bytes: first === null ? 0 : bytesOf(first.arrival),
    order: orderOf(what.live.flowId, orderKey),
    orderKey,
    first,
    woken: null,
    hasMore: first === null
  }
}

const bytesOf = ({ query, headers, body }: Arrival): number => {
  let bytes = query.length + body.byteLength
  for (const part of headers) bytes += part.length
  return bytes
}
