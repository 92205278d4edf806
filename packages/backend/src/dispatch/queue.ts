import { createIdMap } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import type { WorkInProgress } from '../kernel/work-in-progress.ts'
import type { FullOrders } from './full-orders.ts'
import { createLanes } from './lanes.ts'
import type { OrderLocks } from './order-locks.ts'
import type { QueuedWork } from './queued-work.ts'
import type { RecoveryGate } from './recovery-gate.ts'

export type Queue = ReturnType<typeof createQueue>

/**
 * Limits of concurrent runs and of work in memory. Other work waits in the store. One flow gets a quarter of
 * each limit. Its event card may set a lower limit on concurrent runs.
 */
const limits = { slots: 512, works: 8_000, bytes: 64 * 1024 * 1024 }
const SHARE = 1 / 4

/** Number of slots reserved for flows that are not known to be slow. */
const RESERVED = 64

/**
 * Maximum number of runs that begin in one turn of the event loop, about half a millisecond. Other runs begin
 * after new input was read and while the disk writes (decision 065).
 */
const TURN = 24

/**
 * Maximum duration of a turn before it ends early, in milliseconds. A run may have large values, and its
 * trace is serialized in one piece.
 */
const LONGEST_TURN = 4

/**
 * Queue of work in memory. Work is claimed from the time it is queued until it is released. Queued work runs
 * when it receives a slot from the lanes. Recovery claims work and runs it outside the lanes.
 */
export const createQueue = ({
  effects,
  underWay,
  locks,
  gate,
  fullOrders
}: {
  effects: Pick<Effects, 'soon' | 'clock'>
  underWay: WorkInProgress
  locks: Pick<OrderLocks, 'isLocked'>
  gate: Pick<RecoveryGate, 'note' | 'refuses'>
  fullOrders: Pick<FullOrders, 'refuses' | 'forget'>
}) => {
  const lanes = createLanes<QueuedWork>({ limits, share: SHARE, reserved: RESERVED, clock: effects.clock })
  const taken = createIdMap<QueuedWork>()
  let run: ((work: QueuedWork) => Promise<void>) | null = null
  let isArmed = false
  let isResting = false

  const hasTaken = (work: QueuedWork): boolean => taken.get(work.key) !== undefined

  const release = (work: QueuedWork): void => {
    taken.delete(work.key)
  }

  /** Assigns slots to waiting work and starts the work. */
  const giveSlots = (): void => {
    isArmed = false
    const since = effects.clock()
    for (let begun = 0; run !== null && !underWay.isStopping(); begun++) {
      const now = begun === 0 ? since : effects.clock()
      if (begun === TURN || now - since >= LONGEST_TURN) {
        look()
        return
      }
      const work = lanes.take(now)
      if (work === undefined) {
        lookLater()
        return
      }
      underWay.follow(run(work))
    }
  }

  const arm = (): void => {
    if (isArmed) return
    isArmed = true
    effects.soon(giveSlots)
  }

  /** Schedules the assignment of slots if waiting work may receive one. */
  const look = (): void => {
    if (lanes.waits()) arm()
  }

  /** Schedules a later check for reserved slots that have become free. */
  const lookLater = (): void => {
    if (isResting || !lanes.waits()) return
    isResting = true
    underWay.rest(() => {
      isResting = false
      look()
    })
  }

  /** Queues work regardless of the memory limits. */
  const push = (work: QueuedWork): void => {
    taken.set(work.key, work)
    lanes.push(work)
    arm()
  }

  return {
    /** Starts running work that receives a slot. The given function runs the work and never rejects. */
    start: (running: (work: QueuedWork) => Promise<void>): void => {
      run = running
      look()
    },
    /**
     * Queues work. Returns false if there is no room. Returns true without queueing if the work is already
     * claimed or must wait in the store for another reason.
     */
    add: (work: QueuedWork): boolean => {
      if (underWay.isStopping() || hasTaken(work)) return true
      if (locks.isLocked(work.order) || gate.refuses(work)) return true
      if (work.order !== null && fullOrders.refuses(work, lanes.behind(work.order))) return true
      if (!lanes.hasRoom(work.subscription.flowId)) return false
      // A run that waited says nothing of the other runs of its delivery.
      if (work.woken === null) gate.note(work.deliveryId)
      push(work)
      return true
    },
    push,
    /**
     * Claims work to run outside the lanes. Returns false if it is already claimed or its order key is
     * locked.
     */
    take: (work: QueuedWork): boolean => {
      if (hasTaken(work) || locks.isLocked(work.order)) return false
      taken.set(work.key, work)
      return true
    },
    hasTaken,
    release,
    /** Releases a slot. If the work is done, the next work with its order key may receive a slot. */
    releaseSlot: (work: QueuedWork, isDone: boolean): void => lanes.leave(work, isDone),
    /**
     * Releases the slot of waiting work that keeps its order key locked. Later work with this key stays in
     * the store.
     */
    releaseOrder: (work: QueuedWork): void => {
      for (const one of lanes.leaveWaiting(work)) release(one)
      if (work.order !== null) fullOrders.forget(work.order)
    },
    behind: lanes.behind,
    depth: lanes.depth,
    isLow: lanes.isLow,
    updateLimit: lanes.updateLimit,
    look
  }
}
