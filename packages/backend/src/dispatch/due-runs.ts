import { MOST_HELD, MOST_REST } from '@hookwright/engine'
import { type Id, MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { DueRun, Store } from '@hookwright/store'
import { LONGEST_PAUSE } from '../breakers/breaker.ts'
import type { Effects } from '../kernel/effects.ts'
import type { UnderWay } from '../kernel/under-way.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'

export type DueRuns = ReturnType<typeof createDueRuns>

const PAGE = 200
/** Longest interval between two queries of the store, since the clock may jump or the machine sleep. */
const LONGEST = MINUTE
/** Shortest interval, so that runs due at about the same time are fetched together. */
const SHORTEST = 10
/** Interval at which crowded flows are tried again, in case new events keep their queues from getting low. */
const CROWDED = SECOND

/**
 * Queues a run that is due, also one that is queued already. Resolves to its flow when there was no room for it: the runs of
 * other flows go on meanwhile, and what waits for that one is not read over and over.
 */
type TakeDue = (due: DueRun) => Promise<Id | null>

/** Runs that wait until they are due. Memory holds no more than when the next one is; the store is asked for it. */
export const createDueRuns = ({
  store,
  outside,
  underWay
}: {
  store: Pick<Store, 'waits'>
  outside: Pick<Effects, 'clock' | 'after' | 'log' | 'soon'>
  underWay: Pick<UnderWay, 'isStopping' | 'rest'>
}) => {
  /** Null until runs are woken. */
  let waking: { after: Millis; take: TakeDue } | null = null
  let timer: { at: Millis; cancel: () => void } | null = null
  let looking = false
  let lookAgain = false
  /** Subscriptions with runs that found no room, with their flows, and since when there are some. */
  const crowded = new Map<Id, Id>()
  let crowdedSince = 0
  /** The time at the last look. */
  let lookedAt: Millis = 0

  const arm = (at: Millis): void => {
    if (underWay.isStopping() || waking === null || (timer !== null && timer.at <= at)) return
    timer?.cancel()
    const delay = Math.min(LONGEST, Math.max(SHORTEST, at - outside.clock()))
    timer = {
      at,
      cancel: outside.after(delay, () => {
        timer = null
        look()
      })
    }
  }

  /** Brings runs forward that a clock which ran ahead has planned too late; some at a time, as other writes come between. */
  const bringForward = async (): Promise<void> => {
    const limits = { now: outside.clock(), retry: MOST_REST, held: LONGEST_PAUSE + MOST_HELD }
    for (let from: number | null = 0; from !== null && !underWay.isStopping(); ) {
      from = await store.waits.bringForward(limits, from)
      if (from !== null) await yieldToEventLoop(outside)
    }
  }

  const takeOne = async (due: DueRun, take: TakeDue): Promise<void> => {
    const { subscriptionId } = due
    if (crowded.has(subscriptionId)) return
    const flowId = await take(due)
    if (flowId === null) return
    if (crowded.size === 0) crowdedSince = outside.clock()
    crowded.set(subscriptionId, flowId)
  }

  const takeDue = async ({ after, take }: { after: Millis; take: TakeDue }): Promise<void> => {
    const to = outside.clock()
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
        outside.log('Due runs could not be read. This is retried automatically.', {
          cause: String(thrown)
        })
        arm(outside.clock() + SECOND)
      })
      .finally(() => {
        looking = false
        if (lookAgain) look()
      })
  }

  /** A run is due at this time. */
  const expect = (until: Millis): void => {
    // What a look that is under way has asked may be older than this run.
    if (looking && until <= outside.clock()) lookAgain = true
    else arm(until)
  }

  const wakeHeldFrom = (at: Millis, from: number): void => {
    if (underWay.isStopping()) return
    store.waits.wakeHeld(at, from).then(
      next => {
        expect(at)
        if (next !== null) outside.soon(() => wakeHeldFrom(at, next))
      },
      thrown => {
        outside.log(
          'Runs that waited for a blocked service could not be resumed at once. They continue at their planned time.',
          {
            cause: String(thrown)
          }
        )
      }
    )
  }

  const wakeHeld = (): void => wakeHeldFrom(outside.clock(), 0)

  return {
    /** Runs that become due after this time are taken from now on; the ones before are recovery's. */
    start: (after: Millis, take: TakeDue): void => {
      waking = { after, take }
      look()
    },
    expect,
    /** Called when there may be room again: fetches for flows that are low and found none before. */
    hasRoom: (isLow: (flowId: Id) => boolean): void => {
      const low = [...crowded].filter(([, flowId]) => isLow(flowId))
      for (const [subscriptionId] of low) crowded.delete(subscriptionId)
      if (low.length > 0) look()
    },
    /** A run is due that was not. */
    look,
    bringForward,
    /** Makes the runs due that an open breaker blocked: some at a time, so that other writes come between. */
    wakeHeld: (): void => {
      wakeHeld()
      // Those that were just being held back are written down by then.
      underWay.rest(wakeHeld)
    },
    stop: (): void => timer?.cancel()
  }
}
