import type { Millis } from '@hookwright/model'

/** Pauses, in milliseconds: when idle, while others ask, while much arrives, and after a failure. */
const REST = { idle: 1_000, asked: 20, busy: 1_000, failed: 30_000 }

/** New rows per second from which indexing pauses in favour of arriving events. */
const BUSY = 400

/** Interval at which the load is checked: a flood gets way almost at once. */
const LOOK = 25

/**
 * Runs round after round and yields: to a query immediately, to a flood of events for as long as it lasts. Otherwise it
 * rests twice as long as a round took, or a quarter where nothing arrives.
 */
export const keepUp = (given: {
  /** Returns whether there is more to do at once. */
  round: () => Promise<boolean>
  /** Number of rows that were ever written. */
  written: () => number
  isAsked: () => boolean
  /** Called each time nothing is left to do. */
  caughtUp: () => void
  clock: () => Millis
  after: (wait: Millis, run: () => void) => void
}): void => {
  const { round, written, isAsked, caughtUp, clock, after } = given
  let seen = { rows: written(), at: clock() }
  let perSecond = 0

  const lookAtArrivals = (): void => {
    const now = clock()
    if (now - seen.at < LOOK) return
    const rows = written()
    perSecond = ((rows - seen.rows) / (now - seen.at)) * 1_000
    seen = { rows, at: now }
  }

  const next = (wait: Millis): void => after(wait, () => void step())

  const step = async (): Promise<void> => {
    try {
      if (isAsked()) return next(REST.asked)
      lookAtArrivals()
      if (perSecond > BUSY) return next(REST.busy)
      const began = clock()
      const isBehind = await round()
      if (!isBehind) caughtUp()
      next(isBehind ? (clock() - began) * (perSecond > 0 ? 2 : 0.25) : REST.idle)
    } catch {
      // A full disk or a locked file: lists go on without it.
      next(REST.failed)
    }
  }

  next(0)
}
