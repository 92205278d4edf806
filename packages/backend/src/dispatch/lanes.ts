import type { Id } from '@hookwright/model'

/** Flow that work belongs to, with its own limit on concurrent runs (null for none). */
interface OfFlow {
  flowId: Id
  atOnce: number | null
}

/** Work that waits for a slot, with its size in memory. */
interface Waiting {
  subscription: OfFlow
  bytes: number
  /** Order key. Among works with the same key, only the oldest gets a slot. Null for unordered work. */
  order: string | null
  /** Time when the work received its slot. */
  since: number
}

/** Time with a slot after which work counts as slow, in milliseconds. */
const SLOW = 1_000

/** Maximum number of reserved slots for one flow. */
const MOST_RESERVED = 8

interface Load {
  slots: number
  works: number
  bytes: number
}

/**
 * Schedules work fairly between flows. Each flow has a queue (lane). The number of slots and the queued works
 * and bytes are limited, in total and per lane (`share`). A flow may set a lower limit on its slots.
 *
 * Slots are assigned round-robin: a flow with waiting work gets the next slot after each other flow has
 * received at most one. Some slots are `reserved` for flows that are not known to be slow. Work that holds a
 * reserved slot for longer than a second loses the slot but continues, so slow flows cannot use them all up.
 */
export const createLanes = <Work extends Waiting>({
  limits,
  share,
  reserved = 0,
  clock = () => 0
}: {
  limits: Load
  share: number
  reserved?: number
  clock?: () => number
}) => {
  type Lane = Load & {
    queue: Work[]
    atOnce: number
    /** True when the last work that released its slot was slow. */
    isSlow: boolean
    /** Time when the lane last released a slot or received its first slot. */
    movedAt: number
    reserved: number
  }
  /** Number of slots that are not reserved. */
  const general = limits.slots - reserved
  /** Work that holds a reserved slot, oldest first. */
  const reserve = new Map<Work, Lane>()
  /** Work that held a reserved slot for too long and continues without one. */
  const overdue = new Set<Work>()
  const most: Load = { slots: limits.slots * share, works: limits.works * share, bytes: limits.bytes * share }
  const total: Load = { slots: 0, works: 0, bytes: 0 }
  const lanes = new Map<Id, Lane>()
  /** Lanes with waiting work that may receive a slot. The first lane is next. */
  const round = new Set<Lane>()
  /** For each order key, the work that may run now (`holder`) and the work that waits behind it. */
  const turns = new Map<string, { holder: Work; behind: Work[] }>()

  const fits = (load: Load, within: Load): boolean => load.works < within.works && load.bytes < within.bytes

  const mayHave = (lane: Lane): boolean => lane.queue.length > 0 && lane.slots < lane.atOnce

  const joinRound = (lane: Lane): void => {
    if (mayHave(lane)) round.add(lane)
  }

  const slotsOf = ({ atOnce }: OfFlow): number => Math.min(most.slots, atOnce ?? most.slots)

  /**
   * Returns true if no earlier work has the same order key. Otherwise the work is added to those that wait
   * for this key.
   */
  const hasTurn = (work: Work): boolean => {
    if (work.order === null) return true
    const turn = turns.get(work.order)
    if (turn === undefined) turns.set(work.order, { holder: work, behind: [] })
    else if (turn.holder !== work) turn.behind.push(work)
    return turn === undefined || turn.holder === work
  }

  /** Ends work and returns the next work with the same order key. Undefined if there is none. */
  const passTurn = ({ order }: Work): Work | undefined => {
    const turn = order === null ? undefined : turns.get(order)
    if (order === null || turn === undefined) return undefined
    const next = turn.behind.shift()
    if (next === undefined) turns.delete(order)
    else turn.holder = next
    return next
  }

  const laneOf = ({ subscription }: Work): Lane => {
    const known = lanes.get(subscription.flowId)
    if (known !== undefined) return known
    const lane: Lane = {
      slots: 0,
      works: 0,
      bytes: 0,
      queue: [],
      atOnce: slotsOf(subscription),
      isSlow: false,
      movedAt: 0,
      reserved: 0
    }
    lanes.set(subscription.flowId, lane)
    return lane
  }

  const enqueue = (work: Work): void => {
    const lane = laneOf(work)
    lane.queue.push(work)
    joinRound(lane)
  }

  /** Returns true if a flow has fewer than `least` queued works and there is room for another. */
  const isLow = (id: Id, least: number): boolean => {
    const lane = lanes.get(id)
    return fits(total, limits) && (lane === undefined || (fits(lane, most) && lane.works < least))
  }

  const dropIfEmpty = (flowId: Id): void => {
    const lane = lanes.get(flowId)
    if (lane?.slots === 0 && lane.works === 0) lanes.delete(flowId)
  }

  /** Frees the reserved slots that work has held for more than a second. The work itself continues. */
  const freeReserve = (now: number): void => {
    for (const [work, lane] of reserve) {
      if (now - work.since <= SLOW) return
      lane.isSlow = true
      lane.reserved--
      reserve.delete(work)
      overdue.add(work)
    }
  }

  const mayUseReserve = (lane: Lane, now: number): boolean =>
    !lane.isSlow && lane.reserved < MOST_RESERVED && (lane.slots === 0 || now - lane.movedAt <= SLOW)

  /**
   * Returns the lane that receives the next slot, and whether the slot is reserved. Null if none can receive
   * one.
   */
  const nextLane = (now: number): { lane: Lane; isReserved: boolean } | null => {
    const [first] = round
    if (first === undefined) return null
    if (total.slots - reserve.size - overdue.size < general) return { lane: first, isReserved: false }
    freeReserve(now)
    if (reserve.size >= reserved) return null
    for (const lane of round) {
      if (mayUseReserve(lane, now)) return { lane, isReserved: true }
    }
    return null
  }

  const giveSlotBack = (lane: Lane, work: Work): void => {
    const { bytes } = work
    lane.movedAt = clock()
    lane.isSlow = lane.movedAt - work.since > SLOW
    if (reserve.delete(work)) lane.reserved--
    else if (overdue.size > 0) overdue.delete(work)
    lane.slots--
    lane.bytes -= bytes
    total.slots--
    total.bytes -= bytes
    joinRound(lane)
  }

  return {
    /**
     * Returns false when the flow's queue or the total is full. Further work must wait in the
     * store.
     */
    hasRoom: (id: Id): boolean => isLow(id, most.works),
    isLow,
    push: (work: Work): void => {
      const lane = laneOf(work)
      lane.works++
      lane.bytes += work.bytes
      total.works++
      total.bytes += work.bytes
      if (hasTurn(work)) enqueue(work)
    },
    /**
     * Assigns a slot to the next work and returns it. Undefined if no work waits or all permitted slots are
     * in use.
     */
    take: (now = clock()): Work | undefined => {
      const next = nextLane(now)
      if (next === null) return undefined
      const { lane, isReserved } = next
      const work = lane.queue.shift()
      if (lane.slots === 0) lane.movedAt = now
      if (work !== undefined) {
        work.since = now
        if (isReserved) {
          reserve.set(work, lane)
          lane.reserved++
        }
      }
      lane.works--
      lane.slots++
      total.works--
      total.slots++
      if (!mayHave(lane)) round.delete(lane)
      else if (round.size > 1) {
        // To the end of the round. One that is alone stays where it is: that is what nearly every event does.
        round.delete(lane)
        round.add(lane)
      }
      return work
    },
    /**
     * Releases a slot. If the work has ended, the next work with its order key is queued. Otherwise the
     * caller pushes this work again.
     */
    leave: (work: Work, ended: boolean): void => {
      const lane = lanes.get(work.subscription.flowId)
      if (lane === undefined) return
      giveSlotBack(lane, work)
      const next = ended ? passTurn(work) : undefined
      if (next !== undefined) enqueue(next)
      dropIfEmpty(work.subscription.flowId)
    },
    /**
     * Releases the slot of waiting work that keeps its order key locked. Returns the later work with this
     * key, which is removed from memory and stays in the store.
     */
    leaveWaiting: (work: Work): Work[] => {
      const lane = lanes.get(work.subscription.flowId)
      if (lane === undefined) return []
      giveSlotBack(lane, work)
      const behind = (work.order === null ? undefined : turns.get(work.order)?.behind) ?? []
      if (work.order !== null) turns.delete(work.order)
      for (const one of behind) {
        for (const load of [laneOf(one), total]) {
          load.works--
          load.bytes -= one.bytes
        }
      }
      for (const { subscription } of [work, ...behind]) dropIfEmpty(subscription.flowId)
      return behind
    },
    /** Updates the slot limit of a flow. Newly pushed work updates it automatically. */
    updateLimit: (subscription: OfFlow): void => {
      const lane = lanes.get(subscription.flowId)
      if (lane === undefined) return
      lane.atOnce = slotsOf(subscription)
      if (mayHave(lane)) round.add(lane)
      else round.delete(lane)
    },
    /** Returns true when waiting work may receive a slot. */
    waits: (): boolean => round.size > 0,
    /** Returns the number of works that wait for a slot and the number of works with one. */
    depth: (): { waiting: number; running: number } => ({ waiting: total.works, running: total.slots }),
    /** Returns the number of works that wait behind the current work with an order key. */
    behind: (order: string): number => turns.get(order)?.behind.length ?? 0
  }
}
