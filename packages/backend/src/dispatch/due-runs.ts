import { MAX_RETRY_DELAY, MOST_HELD } from '@hookwright/engine'
import { type Id, MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { DueRun, Store } from '@hookwright/store'
import { LONGEST_PAUSE } from '../breakers/breaker.ts'
import type { Effects } from '../kernel/effects.ts'
import type { WorkInProgress } from '../kernel/work-in-progress.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'

export type DueRuns = ReturnType<typeof createDueRuns>

const PAGE = 200
/** Maximum interval between two queries. The clock may jump, or the machine may sleep. */
const LONGEST = MINUTE
/**
 * Minimum interval between two queries, in milliseconds. Runs that are due at about the same time are fetched
 * together.
 */
const SHORTEST = 10
/**
 * Interval between attempts to queue due runs of flows whose queue was full, in case new events keep it full.
 */
const CROWDED = SECOND

/**
 * Queues a due run unless it is already queued. If the queue of its flow is full, resolves to the flow's id,
 * so that no further runs of this flow are read for now.
 */
type TakeDue = (due: DueRun) => Promise<Id | null>

/**
 * Schedules waiting runs by their due time. Keeps only the next due time in memory and reads the runs from
 * the store.
 */
export const createDueRuns = ({
  store,
  effects,
  underWay
}: {
  store: Pick<Store, 'waits'>
  effects: Pick<Effects, 'clock' | 'after' | 'log' | 'soon'>
  underWay: Pick<WorkInProgress, 'isStopping' | 'rest'>
}) => {
  /**
   * Parameters of `start`: the time after which runs are queued, and the function that queues them. Null
   * before it is called.
   */
  let waking: { after: Millis; take: TakeDue } | null = null
  let timer: { at: Millis; cancel: () => void } | null = null
  let looking = false
  let lookAgain = false
  /** Ids of flows whose queue was full when runs became due, by subscription id. */
  const crowded = new Map<Id, Id>()
  let crowdedSince = 0
  /** Time of the last query. */
  let lookedAt: Millis = 0

  const arm = (at: Millis): void => {
    if (underWay.isStopping() || waking === null || (timer !== null && timer.at <= at)) return
    timer?.cancel()
    const delay = Math.min(LONGEST, Math.max(SHORTEST, at - effects.clock()))
    timer = {
      at,
      cancel: effects.after(delay, () => {
        timer = null
        look()
      })
    }
  }

  /**
   * Corrects due times that a clock running ahead has set. Works in batches so that other writes can proceed.
   */
  const bringForward = async (): Promise<void> => {
    const limits = { now: effects.clock(), retry: MAX_RETRY_DELAY, held: LONGEST_PAUSE + MOST_HELD }
    for (let from: number | null = 0; from !== null && !underWay.isStopping(); ) {
      from = await store.waits.bringForward(limits, from)
      if (from !== null) await yieldToEventLoop(effects)
    }
  }

  const takeOne = async (due: DueRun, take: TakeDue): Promise<void> => {
    const { subscriptionId } = due
    if (crowded.has(subscriptionId)) return
    const flowId = await take(due)
    if (flowId === null) return
    if (crowded.size === 0) crowdedSince = effects.clock()
    crowded.set(subscriptionId, flowId)
  }

  const takeDue = async ({ after, take }: { after: Millis; take: TakeDue }): Promise<void> => {
    const to = effects.clock()
    if (to < lookedAt - LONGEST) await bringForward()
    lookedAt = to
    if (to - crowdedSince >= CROWDED) crowded.clear()
    let behind: DueRun | undefined
    for (;;) {
      const except = [...crowded.keys()]
      const page = await store.waits.due({ to, after, except, limit: PAGE, ...(behind && { behind }) })
      for (const due of page) {
        if (underWay.isStopping()) return
        await takeOne(due, take)
      }
      behind = page.at(-1)
      if (page.length < PAGE) break
    }
    if (crowded.size > 0) arm(crowdedSince + CROWDED)
    arm((await store.waits.next(to)) ?? Number.POSITIVE_INFINITY)
  }

  const look = (): void => {
    if (underWay.isStopping() || waking === null) return
    if (looking) {
      lookAgain = true
      return
    }
    looking = true
    lookAgain = false
    takeDue(waking)
      .catch(thrown => {
        effects.log('Due runs could not be read. This is retried automatically.', {
          cause: String(thrown)
        })
        arm(effects.clock() + SECOND)
      })
      .finally(() => {
        looking = false
        if (lookAgain) look()
      })
  }

  /** Schedules a query for due runs at the time when a run becomes due. */
  const expect = (until: Millis): void => {
    // What a look that is under way has asked may be older than this run.
    if (looking && until <= effects.clock()) lookAgain = true
    else arm(until)
  }

  const wakeHeldFrom = (at: Millis, from: number): void => {
    if (underWay.isStopping()) return
    store.waits.wakeHeld(at, from).then(
      next => {
        expect(at)
        if (next !== null) effects.soon(() => wakeHeldFrom(at, next))
      },
      thrown => {
        effects.log(
          'Runs that waited for a blocked service could not be resumed immediately. They resume at their scheduled time.',
          {
            cause: String(thrown)
          }
        )
      }
    )
  }

  const wakeHeld = (): void => wakeHeldFrom(effects.clock(), 0)

  return {
    /** Starts queueing runs that become due after the given time. Recovery handles earlier runs. */
    start: (after: Millis, take: TakeDue): void => {
      waking = { after, take }
      look()
    },
    expect,
    /**
     * Fetches the due runs of flows whose queue was full and is short now. Called when there may be room
     * again.
     */
    hasRoom: (isLow: (flowId: Id) => boolean): void => {
      const low = [...crowded].filter(([, flowId]) => isLow(flowId))
      for (const [subscriptionId] of low) crowded.delete(subscriptionId)
      if (low.length > 0) look()
    },
    /** Queues runs that have become due. */
    look,
    bringForward,
    /**
     * Makes runs due that an open breaker has blocked so far. Works in batches so that other writes can
     * proceed.
     */
    wakeHeld: (): void => {
      wakeHeld()
      // Those that were just being held back are written down by then.
      underWay.rest(wakeHeld)
    },
    stop: (): void => timer?.cancel()
  }
}
