import type { Id, Millis } from '@hookwright/model'
import type { SharedWork, WaitingDelivery, WorkClaim } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { WorkInProgress } from '../kernel/work-in-progress.ts'

/** Maximum share of the slots for one flow. */
const SHARE_OF_FLOW = 1 / 4

/** Maximum number of claims per search. A small page leaves work for other processes. */
const PAGE = 64

/**
 * Returns how many claims to search for with this number of free slots. It is 0 or a power of two, so that
 * few different queries are prepared.
 */
const pageOf = (free: number): number => {
  let page = PAGE
  while (page > Math.max(0, free)) page = Math.floor(page / 2)
  return page
}

/** Maximum total size of the requests in memory for running work, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024

/** Interval between searches for work that other processes have added or that has become due. */
const LOOK: Millis = 250

/** Delivery whose first run a claim executes. */
type FirstStep = WaitingDelivery

/** Deliveries whose first runs are executed, by the id of the claim. */
type FirstSteps = ReadonlyMap<Id, FirstStep>

const none: FirstSteps = new Map()

/** Slot (permission to run) that a running claim occupies. */
interface Slot {
  flowId: Id
  /** True while the slot counts towards the share of its flow. */
  isOfFlow: boolean
}

/** Execution of claimed work in this process. `run` never rejects. */
interface Running {
  /** Reads the deliveries of claims whose next step is a first run, in one query. */
  load: (claims: readonly WorkClaim[]) => Promise<FirstSteps>
  run: (claim: WorkClaim, first?: FirstStep) => Promise<void>
  /** Returns the memory used by running work, in bytes. */
  bytes: () => number
}

/**
 * Creates the loop that claims and runs shared work while there are free slots. It searches immediately when
 * this process has added work or a slot becomes free, and otherwise at intervals.
 */
export const createClaimLoop = (
  params: {
    work: Pick<SharedWork, 'claim' | 'release' | 'listen'>
    effects: Pick<Effects, 'after' | 'log' | 'soon'>
    underWay: Pick<WorkInProgress, 'isStopping' | 'follow' | 'pause'>
    /** Maximum number of concurrently running claims. */
    slots: number
  } & Running
) => {
  const { work, effects, underWay, load, run, bytes } = params
  const slotsOfFlow = Math.ceil(params.slots * SHARE_OF_FLOW)
  let taken = 0
  const ofFlow = new Map<Id, number>()
  /** Slots of running claims, by their ids. */
  const slotOf = new Map<Id, Slot>()
  /** True once the loop claims shared work. Before, the process runs only work with waiting callers. */
  let hasBegun = false
  let isLooking = false
  let looksAgain = false
  /**
   * True if the store may contain more waiting work. This is the case before the first search, and after a
   * search that filled its page.
   */
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

  /** Frees a slot. Searches for work if some may have waited for the slot. */
  const freeSlot = (holdsOthers: boolean): void => {
    taken -= 1
    if (hasMore || holdsOthers) look()
  }

  const leaveFlow = (slot: Slot): void => {
    if (slot.isOfFlow) countOfFlow(slot.flowId, -1)
    slot.isOfFlow = false
  }

  /** Runs a claim in its reserved slot. */
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

  /** Claims work once. Resolves to true if more work may be available for free slots. */
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
      effects.log('Queued deliveries and runs could not be claimed. This is retried automatically.', {
        cause: String(thrown)
      })
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
    /** Returns the number of running claims. `waiting` is always 0, because waiting work is in the store. */
    depth: () => ({ waiting: 0, running: taken }),
    look,
    /** Runs a claim that was created elsewhere. */
    start: (claim: WorkClaim): void => start(claim),
    /**
     * Reserves a slot for work that is about to be added. Returns false if no slot is free or older work may
     * wait.
     */
    reserve: (flowId: Id): boolean => {
      const isFull =
        taken >= params.slots || (ofFlow.get(flowId) ?? 0) >= slotsOfFlow || bytes() >= MOST_BYTES
      if (!hasBegun || hasMore || isFull || underWay.isStopping()) return false
      takeSlot(flowId)
      return true
    },
    /** Frees a reserved slot whose work does not run here. */
    free: (flowId: Id): void => {
      countOfFlow(flowId, -1)
      freeSlot(false)
    },
    /**
     * Marks work as executed but not yet written. It keeps its slot, but no longer counts towards its flow's
     * share.
     */
    executed: (id: Id): void => {
      const slot = slotOf.get(id)
      if (slot !== undefined) leaveFlow(slot)
    },
    /** Runs a claim in the slot that was reserved for it. */
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
