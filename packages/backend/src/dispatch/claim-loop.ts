import type { Id, Millis } from '@hookwright/model'
import type { SharedWork, WaitingDelivery, WorkClaim } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { WorkInProgress } from '../kernel/work-in-progress.ts'

/** Share of the slots that one flow may have. */
const SHARE_OF_FLOW = 1 / 4

/** Number of claims of one search: a process takes no more than it begins at once, so that others get their share. */
const PAGE = 64

/** Returns the number of claims of a search for free slots: a power of two, so that there are few different searches. */
const pageOf = (free: number): number => {
  let page = PAGE
  while (page > Math.max(0, free)) page = Math.floor(page / 2)
  return page
}

/** Maximum size of the requests that are held for running work, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024

/** Time between two searches for work that other processes have added, or that has become due. */
const LOOK: Millis = 250

/** Delivery that a claim runs first. */
type FirstStep = WaitingDelivery

/** First steps of claims, by their ids. */
type FirstSteps = ReadonlyMap<Id, FirstStep>

const none: FirstSteps = new Map()

/** Slot of a running claim. */
interface Slot {
  flowId: Id
  /** True while it counts for the share of its flow. */
  isOfFlow: boolean
}

/** Running work of this process. Its `run` never rejects. */
interface Running {
  /** Reads what claims need at their first step, with one query for all of them. */
  load: (claims: readonly WorkClaim[]) => Promise<FirstSteps>
  run: (claim: WorkClaim, first?: FirstStep) => Promise<void>
  /** Memory held by running work, in bytes. */
  bytes: () => number
}

/**
 * Claims work that processes share, as long as there are free slots, and runs it. It looks at once
 * when this process has added work or a slot is free, and otherwise in intervals.
 */
export const createClaimLoop = (
  params: {
    work: Pick<SharedWork, 'claim' | 'release' | 'listen'>
    effects: Pick<Effects, 'after' | 'log' | 'soon'>
    underWay: Pick<WorkInProgress, 'isStopping' | 'follow' | 'pause'>
    /** Maximum number of claims that are run at the same time. */
    slots: number
  } & Running
) => {
  const { work, effects, underWay, load, run, bytes } = params
  const slotsOfFlow = Math.ceil(params.slots * SHARE_OF_FLOW)
  let taken = 0
  const ofFlow = new Map<Id, number>()
  /** Slots of running claims, by their ids. */
  const slotOf = new Map<Id, Slot>()
  /** False in a process that runs nothing but what callers wait for. */
  let hasBegun = false
  let isLooking = false
  let looksAgain = false
  /** True when older work may wait: before the first search, and when the last one found as much as it could take. */
  let hasMore = true
  let cancel = (): void => {}
  let failures = 0

  const countOfFlow = (flowId: Id, by: 1 | -1): void => {
    const now = (ofFlow.get(flowId) ?? 0) + by
    if (now === 0) ofFlow.delete(flowId)
    else ofFlow.set(flowId, now)
  }

  const takeSlot = (flowId: Id): void => {
    taken += 1
    countOfFlow(flowId, 1)
  }

  /** Frees a slot. Looks for work when some may have waited for it. */
  const freeSlot = (holdsOthers: boolean): void => {
    taken -= 1
    if (hasMore || holdsOthers) look()
  }

  const leaveFlow = (slot: Slot): void => {
    if (slot.isOfFlow) countOfFlow(slot.flowId, -1)
    slot.isOfFlow = false
  }

  /** Runs a claim in the slot that it has. */
  const runIn = (claim: WorkClaim, first?: FirstStep): void => {
    const slot = { flowId: claim.flowId, isOfFlow: true }
    slotOf.set(claim.id, slot)
    underWay
      .follow(run(claim, first))
      .catch(() => {})
      .finally(() => {
        leaveFlow(slot)
        if (slotOf.get(claim.id) === slot) slotOf.delete(claim.id)
        freeSlot(claim.holdsOthers)
      })
  }

  const start = (claim: WorkClaim, first?: FirstStep): void => {
    takeSlot(claim.flowId)
    runIn(claim, first)
  }

  /** Claims work once. Resolves to true when there may be more of it for free slots. */
  const claimOnce = async (): Promise<boolean> => {
    const most = bytes() >= MOST_BYTES ? 0 : pageOf(params.slots - taken)
    if (most <= 0) {
      hasMore = true
      return false
    }
    const full = [...ofFlow].flatMap(([flowId, number]) => (number >= slotsOfFlow ? [flowId] : []))
    const claims = await work.claim(most, full)
    failures = 0
    if (underWay.isStopping()) {
      await work.release(claims)
      return false
    }
    // Without it, each reads its own.
    const firsts = claims.length < 2 ? none : await load(claims).catch(() => none)
    for (const claim of claims) start(claim, firsts.get(claim.id))
    hasMore = claims.length === most || full.length > 0
    return claims.length === most
  }

  const claimAll = async (): Promise<void> => {
    do {
      looksAgain = false
      while (!underWay.isStopping() && (await claimOnce()));
    } while (looksAgain && !underWay.isStopping())
  }

  const failed = async (thrown: unknown): Promise<void> => {
    if (failures === 0) {
      effects.log('Work could not be claimed. This is retried automatically.', { cause: String(thrown) })
    }
    await underWay.pause(failures)
    failures += 1
  }

  const look = (): void => {
    if (!hasBegun || underWay.isStopping()) return
    looksAgain = true
    if (isLooking) return
    isLooking = true
    cancel()
    underWay
      .follow(claimAll().catch(failed))
      .catch(() => {})
      .finally(() => {
        isLooking = false
        if (!underWay.isStopping()) cancel = effects.after(LOOK, look)
      })
  }

  let unlisten = (): void => {}

  return {
    /** Returns the number of claims that run; none wait, since what waits is in the store. */
    depth: () => ({ waiting: 0, running: taken }),
    look,
    /** Runs a claim that was made elsewhere. */
    start: (claim: WorkClaim): void => start(claim),
    /** Takes a slot for work that is about to be added. Returns false when there is none, or when older work may wait. */
    reserve: (flowId: Id): boolean => {
      const isFull =
        taken >= params.slots || (ofFlow.get(flowId) ?? 0) >= slotsOfFlow || bytes() >= MOST_BYTES
      if (!hasBegun || hasMore || isFull || underWay.isStopping()) return false
      takeSlot(flowId)
      return true
    },
    /** Frees a slot that was taken for work, which is not run here. */
    free: (flowId: Id): void => {
      countOfFlow(flowId, -1)
      freeSlot(false)
    },
    /** Notes that work has only to be written: it keeps its slot, but counts no longer for the share of its flow. */
    executed: (id: Id): void => {
      const slot = slotOf.get(id)
      if (slot !== undefined) leaveFlow(slot)
    },
    /** Runs a claim in the slot that was taken for it. */
    runReserved: runIn,
    begin: (): void => {
      hasBegun = true
      unlisten = work.listen(look)
      look()
    },
    stop: (): void => {
      unlisten()
      cancel()
    }
  }
}
