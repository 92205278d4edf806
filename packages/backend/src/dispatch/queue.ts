import { createIdMap, type Id } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import type { UnderWay } from '../kernel/under-way.ts'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'
import type { FullOrders } from './full-orders.ts'
import { createLanes } from './lanes.ts'
import type { OrderLocks } from './order-locks.ts'
import type { QueuedWork } from './queued-work.ts'
import type { RecoveryGate } from './recovery-gate.ts'

/** Works from when they are taken until they are let go; those in the lanes run as they get their slots. */
export interface Queue {
  /**
   * Queues one, unless it is taken already or has to wait in the store for something else than room. False when there is
   * no room.
   */
  add: (work: QueuedWork) => boolean
  /** Queues what has its place in memory, however many wait there. */
  push: (work: QueuedWork) => void
  /** Takes one that is run outside of the lanes; false when it is taken already or a run keeps the turn of its order. */
  take: (work: QueuedWork) => boolean
  hasTaken: (work: QueuedWork) => boolean
  letGo: (work: QueuedWork) => void
  /** True when a flow has room and fewer than so many wait. */
  isLow: (flowId: Id, least: number) => boolean
  /** Updates the settings of a flow. */
  heed: (live: CachedSubscription) => void
  /** Something that waits may have a slot now. */
  look: () => void
}

/**
 * Limits of concurrent runs and of work in memory; more waits in the store. Of each, one flow gets
 * a quarter; its event card may ask for fewer runs at once.
 */
const limits = { slots: 512, works: 8_000, bytes: 64 * 1024 * 1024 }
const SHARE = 1 / 4

/** Number of slots reserved for flows that are not known to be slow. */
const RESERVED = 64

/**
 * So many runs begin in one turn of the event loop, half a millisecond of usual ones: the others go on while what came in
 * meanwhile is read, and while the disk takes it (decision 065).
 */
const TURN = 24

/** After so many milliseconds of runs the turn ends early: a run may have large values, and its trace is written out at once. */
const LONGEST_TURN = 4

/** `run` runs one that has a slot, and never rejects; `hasRoom` is told each time that there may be room again. */
export const createQueue = (given: {
  outside: Pick<Effects, 'soon' | 'clock'>
  underWay: UnderWay
  turns: Pick<OrderLocks, 'isKept'>
  recovering: Pick<RecoveryGate, 'came' | 'holdsBack'>
  fullOrders: FullOrders
  run: (work: QueuedWork) => Promise<'ended' | 'holds' | 'rests'>
  hasRoom: () => void
}): Queue => {
  const { outside, underWay, turns, recovering, fullOrders, run, hasRoom } = given
  const lanes = createLanes<QueuedWork>({ limits, share: SHARE, reserved: RESERVED, clock: outside.clock })
  const taken = createIdMap<QueuedWork>()
  let armed = false
  let rests = false

  const letGo = (work: QueuedWork): void => {
    taken.delete(work.key)
  }

  const pump = (): void => {
    armed = false
    const since = outside.clock()
    for (let begun = 0; !underWay.isStopping(); begun++) {
      if (begun === TURN || (begun > 0 && outside.clock() - since >= LONGEST_TURN)) {
        look()
        return
      }
      const work = lanes.take()
      if (work === undefined) {
        lookLater()
        return
      }
      underWay.follow(
        run(work).then(came => {
          if (came === 'holds') {
            for (const one of lanes.setAside(work)) letGo(one)
            if (work.order !== null) fullOrders.forget(work.order)
          } else {
            lanes.leave(work, came === 'ended')
            if (work.order !== null) fullOrders.hasEnded(work, lanes.behind(work.order))
          }
          look()
          hasRoom()
        })
      )
    }
  }

  const arm = (): void => {
    if (armed) return
    armed = true
    outside.soon(pump)
  }

  /** Reserved slots come free as time passes. */
  const lookLater = (): void => {
    if (rests || !lanes.waits()) return
    rests = true
    underWay.rest(() => {
      rests = false
      look()
    })
  }

  const look = (): void => {
    if (lanes.waits()) arm()
  }

  const push = (work: QueuedWork): void => {
    taken.set(work.key, work)
    lanes.push(work)
    arm()
  }

  return {
    add: work => {
      if (underWay.isStopping() || taken.get(work.key) !== undefined) return true
      if (turns.isKept(work.order) || recovering.holdsBack(work)) return true
      if (work.order !== null && fullOrders.holdsBack(work, lanes.behind(work.order))) return true
      if (!lanes.hasRoom(work.live.flowId)) return false
      // A run that waited says nothing of the other runs of its delivery.
      if (work.woken === null) recovering.came(work.deliveryId)
      push(work)
      return true
    },
    push,
    take: work => {
      if (taken.get(work.key) !== undefined || turns.isKept(work.order)) return false
      taken.set(work.key, work)
      return true
    },
    hasTaken: work => taken.get(work.key) !== undefined,
    letGo,
    isLow: lanes.isLow,
    heed: lanes.heed,
    look
  }
}
