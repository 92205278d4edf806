import type { Millis } from '@hookwright/model'
import type { Machine } from '../effects/machine.ts'

/** Simulated time, advanced by the test. Socket operations still take real time. */
export interface TestTime extends Pick<Machine, 'clock' | 'after'> {
  /**
   * Advances the time to the next timer, by at most this duration. Returns the number of timers that fired.
   */
  pass: (most: Millis) => number
}

export const openTestTime = (): TestTime => {
  let now = Date.now()
  const timers = new Set<{ at: Millis; act: () => void }>()
  return {
    clock: () => now,
    after: (delay, act) => {
      const timer = { at: now + delay, act }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    pass: most => {
      const next = Math.min(now + most, ...[...timers].map(({ at }) => at))
      now = Math.max(now, next)
      const due = [...timers].filter(({ at }) => at <= now)
      for (const timer of due) if (timers.delete(timer)) timer.act()
      return due.length
    }
  }
}
