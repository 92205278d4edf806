import type { Millis } from '@hookwright/model'

/** Number of event loop turns after which several consecutive writes have ended. */
const TURNS = 20

/** Runs all work in progress until it has to wait. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < TURNS; turn++) await new Promise(resolve => setImmediate(resolve))
}

/** Creates a clock with timers that the test advances. */
export const manualClock = () => {
  let now: Millis = 1_000
  let timers: { at: Millis; act: () => void }[] = []
  return {
    clock: () => now,
    after: (delay: Millis, act: () => void) => {
      const timer = { at: now + delay, act }
      timers.push(timer)
      return () => {
        timers = timers.filter(each => each !== timer)
      }
    },
    waiting: () => timers.length,
    move: async (by: Millis) => {
      const until = now + by
      for (;;) {
        await settled()
        const [next] = timers.filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at)
        if (next === undefined) break
        timers = timers.filter(each => each !== next)
        now = Math.max(now, next.at)
        next.act()
      }
      now = until
      await settled()
    }
  }
}
