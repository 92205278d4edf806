import { MINUTE, type Millis } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/** Maximum sleep, so that a change of the clock is noticed. */
const LONGEST_SLEEP: Millis = 10 * MINUTE

/** Timer that wakes up when work scheduled in the store is due. */
export interface WakeUp {
  /** Handles due work, then sleeps until the next time. */
  now: () => void
  /** Wakes up at this time or earlier. */
  by: (time: Millis) => void
  stop: () => void
}

export const createWakeUp = (params: {
  effects: Pick<Effects, 'clock' | 'after' | 'log'>
  /** Handles all work that is due at this time. */
  act: (at: Millis) => Promise<void>
  /** Returns the next due time after `at`, or `null`. */
  nextAfter: (at: Millis) => Promise<Millis | null>
  /** Text to log when handling due work fails. The schedule is checked again within a minute. */
  failed: string
}): WakeUp => {
  const { effects, act, nextAfter, failed } = params
  let wakesAt = Number.POSITIVE_INFINITY
  let cancel = (): void => {}
  let looking = false
  let again = false
  let stopped = false

  const sleep = (until: Millis): void => {
    cancel()
    wakesAt = until
    if (stopped) return
    const delay = Math.min(Math.max(0, until - effects.clock()), LONGEST_SLEEP)
    cancel = effects.after(delay, now)
  }

  const look = async (): Promise<void> => {
    const at = effects.clock()
    await act(at)
    const next = await nextAfter(at)
    if (next === null) wakesAt = Number.POSITIVE_INFINITY
    else sleep(next)
  }

  const now = (): void => {
    if (stopped) return
    if (looking) {
      again = true
      return
    }
    looking = true
    cancel()
    look()
      .catch(thrown => {
        effects.log(failed, { cause: String(thrown) })
        sleep(effects.clock() + MINUTE)
      })
      .finally(() => {
        looking = false
        if (!again) return
        again = false
        now()
      })
  }

  return {
    now,
    by: time => {
      if (time >= wakesAt && !looking) return
      if (looking || time <= effects.clock()) now()
      else sleep(time)
    },
    stop: () => {
      stopped = true
      cancel()
    }
  }
}
