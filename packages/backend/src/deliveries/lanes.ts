import type { Id } from '@hookwright/model'

/** What waits for a slot, and how much memory it takes. */
interface Waiting {
  live: { id: Id }
  bytes: number
}

/** A queue for each subscription; slots go to them in turn. */
export interface Lanes<Work extends Waiting> {
  /** False when so much waits, for it or in all, that more has to wait in the store. */
  hasRoom: (subscriptionId: Id) => boolean
  /** True when it has room and fewer than so many wait. */
  isLow: (subscriptionId: Id, least: number) => boolean
  push: (work: Work) => void
  /** The next, which has a slot from now on; undefined when none waits or all slots that it may have are in use. */
  take: () => Work | undefined
  /** Gives the slot back. */
  leave: (work: Work) => void
  /** True when something waits. */
  waits: () => boolean
}

interface Load {
  slots: number
  works: number
  bytes: number
}

/** Lanes with so many slots, and room for so many works and bytes; one lane gets a share of each. */
export const createLanes = <Work extends Waiting>(given: { limits: Load; share: number }): Lanes<Work> => {
  type Lane = Load & { queue: Work[] }
  const { limits, share } = given
  const most: Load = { slots: limits.slots * share, works: limits.works * share, bytes: limits.bytes * share }
  const total: Load = { slots: 0, works: 0, bytes: 0 }
  const lanes = new Map<Id, Lane>()
  /** Those that may have a slot for something that waits, the next first. */
  const round = new Set<Lane>()

  const fits = (load: Load, within: Load): boolean => load.works < within.works && load.bytes < within.bytes

  const joinRound = (lane: Lane): void => {
    if (lane.queue.length > 0 && lane.slots < most.slots) round.add(lane)
  }

  const isLow = (id: Id, least: number): boolean => {
    const lane = lanes.get(id)
    return fits(total, limits) && (lane === undefined || (fits(lane, most) && lane.works < least))
  }

  return {
    hasRoom: id => isLow(id, most.works),
    isLow,
    push: work => {
      const lane: Lane = lanes.get(work.live.id) ?? { slots: 0, works: 0, bytes: 0, queue: [] }
      lanes.set(work.live.id, lane)
      lane.queue.push(work)
      for (const load of [lane, total]) {
        load.works++
        load.bytes += work.bytes
      }
      joinRound(lane)
    },
    take: () => {
      const [lane] = round
      if (lane === undefined || total.slots >= limits.slots) return undefined
      const work = lane.queue.shift()
      for (const load of [lane, total]) {
        load.works--
        load.slots++
      }
      // To the end of the round.
      round.delete(lane)
      joinRound(lane)
      return work
    },
    leave: work => {
      const lane = lanes.get(work.live.id)
      if (lane === undefined) return
      for (const load of [lane, total]) {
        load.slots--
        load.bytes -= work.bytes
      }
      joinRound(lane)
      if (lane.slots === 0 && lane.queue.length === 0) lanes.delete(work.live.id)
    },
    waits: () => round.size > 0
  }
}
