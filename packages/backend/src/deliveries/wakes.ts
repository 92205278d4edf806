import { MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { DueRun, Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'

/** Waking runs that wait, when they are due. */
export interface Wakes {
  /** From now on those are woken that become due after this time; the ones before are recovery's. */
  begin: (after: Millis) => void
  /** All that are due are woken from now on. */
  recovered: () => void
  /** A run waits until then. */
  expect: (until: Millis) => void
  /** There is room again, or a run is due that was not. */
  look: () => void
  stop: () => void
}

const PAGE = 200
/** The clock may jump, or the machine sleep: the store is asked at least so often. */
const LONGEST = MINUTE
/** Runs that are due at about the same time are looked up together. */
const SHORTEST = 10

/**
 * Holds no more in memory than the time at which the next run is due; the store is asked for it. `take` takes a run that
 * is due, also one that it has taken already, and says false when there is no room for it.
 */
export const createWakes = (given: {
  store: Pick<Store, 'waits'>
  outside: Pick<Outside, 'clock' | 'after' | 'log'>
  take: (due: DueRun) => Promise<boolean>
}): Wakes => {
  const { store, outside, take } = given
  /** Null until it has begun. */
  let after: Millis | null = null
  let timer: { at: Millis; cancel: () => void } | null = null
  let looking = false
  let lookAgain = false
  let stopped = false

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

  const takeDue = async (from: Millis): Promise<void> => {
    const to = outside.clock()
    let behind: DueRun | undefined
    for (;;) {
      const page = await store.waits.due({ to, after: from, limit: PAGE, ...(behind && { behind }) })
      for (const due of page) {
        // Whoever has no room says when it has.
        if (stopped || !(await take(due))) return
      }
      behind = page.at(-1)
      if (page.length < PAGE) break
    }
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
    look,
    stop: () => {
      stopped = true
      timer?.cancel()
    }
  }
}
