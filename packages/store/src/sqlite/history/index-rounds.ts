import type { Millis } from '@hookwright/model'

/** Pauses, in milliseconds: when idle, while queries run, while many events arrive, and after a failure. */
const REST = { idle: 1_000, asked: 20, busy: 1_000, failed: 30_000 }

/** New rows per second above which indexing pauses to give priority to incoming events. */
const BUSY = 400

/**
 * Interval between load checks, in milliseconds. Short, so that indexing yields quickly to a flood of events.
 */
const LOOK = 25

/**
 * Runs indexing rounds in the background. It pauses while a query runs or a flood of events arrives. Between
 * rounds it pauses twice as long as the last round took, or a quarter of that when no rows arrive.
 */
export const runIndexRounds = (params: {
  /** Runs a round. Returns true when more work is due immediately. */
  round: () => Promise<boolean>
  /** Returns the total number of rows ever written. */
  written: () => number
  isAsked: () => boolean
  /** Called each time the index has caught up. */
  caughtUp: () => void
  clock: () => Millis
  after: (wait: Millis, run: () => void) => void
}): void => {
  const { round, written, isAsked, caughtUp, clock, after } = params
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
