import { type Id, MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { DueRun, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Waking runs that wait, when they are due. */
export interface DueRuns {
  /** From now on those are woken that become due after this time; the ones before are recovery's. */
  begin: (after: Millis) => void
  /** All that are due are woken from now on. */
  recovered: () => void
  /** A run waits until then. */
  expect: (until: Millis) => void
  /** There may be room again: flows that are low now and found none are looked at. */
  hasRoom: (isLow: (flowId: Id) => boolean) => void
  /** A run is due that was not. */
  look: () => void
  stop: () => void
}

const PAGE = 200
/** The clock may jump, or the machine sleep: the store is asked at least so often. */
const LONGEST = MINUTE
/** Runs that are due at about the same time are looked up together. */
const SHORTEST = 10
/** A crowded flow that does not get low, since more comes to it all the time, is looked at so often. */
const CROWDED = SECOND

/**
 * Holds no more in memory than the time at which the next run is due; the store is asked for it. `take` takes a run that
 * is due, also one that it has taken already; when there is no room for it, it says whose flow is crowded. The others go
 * on meanwhile, and what waits for that one is not read over and over.
 */
export const createDueRuns = (given: {
  store: Pick<Store, 'waits'>
  outside: Pick<Effects, 'clock' | 'after' | 'log'>
  take: (due: DueRun) => Promise<Id | null>
  /** The clock was set back: what it has planned before may be due far too late. */
  wasSetBack: () => Promise<void>
}): DueRuns => {
  const { store, outside, take, wasSetBack } = given
  /** Null until it has begun. */
  let after: Millis | null = null
  let timer: { at: Millis; cancel: () => void } | null = null
  let looking = false
  let lookAgain = false
  let stopped = false
  /** Subscriptions with runs that found no room, with their flows, and since when there are some. */
  const crowded = new Map<Id, Id>()
  let crowdedSince = 0
  /** The time at the last look. */
  let lookedAt: Millis = 0

  const arm = (at: Millis): void => {
    if (stopped || after === null || (timer !== null && timer.at <= at)) return
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

  const takeOne = async (due: DueRun): Promise<void> => {
    const { subscriptionId } = due
    if (crowded.has(subscriptionId)) return
    const flowId = await take(due)
    if (flowId === null) return
    if (crowded.size === 0) crowdedSince = outside.clock()
    crowded.set(subscriptionId, flowId)
  }

  const takeDue = async (from: Millis): Promise<void> => {
    const to = outside.clock()
    if (to < lookedAt - LONGEST) await wasSetBack()
    lookedAt = to
    if (to - crowdedSince >= CROWDED) crowded.clear()
    let behind: DueRun | undefined
    for (;;) {
      const except = [...crowded.keys()]
      const page = await store.waits.due({ to, after: from, except, limit: PAGE, ...(behind && { behind }) })
      for (const due of page) {
        if (stopped) return
        await takeOne(due)
      }
      behind = page.at(-1)
      if (page.length < PAGE) break
    }
    if (crowded.size > 0) arm(crowdedSince + CROWDED)
    arm((await store.waits.next(to)) ?? Number.POSITIVE_INFINITY)
  }

  const look = (): void => {
    if (stopped || after === null) return
    if (looking) {
      lookAgain = true
      return
    }
    looking = true
    lookAgain = false
    takeDue(after)
      .catch(thrown => {
        outside.log('Runs that are due could not be looked up; this is tried again soon.', {
          cause: String(thrown)
        })
        arm(outside.clock() + SECOND)
      })
      .finally(() => {
        looking = false
        if (lookAgain) look()
      })
  }

  return {
    begin: from => {
      after = from
      look()
    },
    recovered: () => {
      after = -1
      look()
    },
    expect: until => {
      // What a look that is under way has asked may be older than this run.
      if (looking && until <= outside.clock()) lookAgain = true
      else arm(until)
    },
    hasRoom: isLow => {
      const low = [...crowded].filter(([, flowId]) => isLow(flowId))
      for (const [subscriptionId] of low) crowded.delete(subscriptionId)
      if (low.length > 0) look()
    },
    look,
    stop: () => {
      stopped = true
      timer?.cancel()
    }
  }
}
