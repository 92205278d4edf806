import type { Millis } from '@hookwright/model'

/** Creates the timers of one process on a test's clock. They stop when the process ends. */
export const processOn = (clock: () => Millis) => {
  let timers: { at: Millis; act: () => void }[] = []
  let isAlive = true
  return {
    after: (delay: Millis, act: () => void) => {
      const timer = { at: clock() + delay, act }
      if (isAlive) timers.push(timer)
      return () => {
        timers = timers.filter(each => each !== timer)
      }
    },
    /** Removes and returns the next timer that is due by this time. */
    next: (until: Millis) => {
      const [first] = timers.toSorted((one, other) => one.at - other.at)
      if (first === undefined || first.at > until) return undefined
      timers = timers.filter(each => each !== first)
      return first
    },
    isArmed: () => timers.length > 0,
    kill: () => {
      isAlive = false
      timers = []
    }
  }
}
