import { HOUR, type Millis } from '@hookwright/model'

/**
 * Limits of the run times that percentiles are computed from. A run time is the time from the start to the end of a first
 * run that succeeded. Lists of flows and of deliveries share the limits, so that both show the same number for a flow.
 */
export const MOST_TIMED = {
  /** Maximum number of newest runs of a flow, or newest deliveries of a subscription. */
  runs: 100,
  /** Maximum number of runs of all subscriptions together. */
  all: 500,
  /** Maximum number of newest subscriptions whose runs are measured. */
  subscriptions: 50
}

/** Maximum number of newest waiting runs that a chart looks up the deliveries of. */
export const MOST_WAITING = 20_000

/** Returns the percentile of sorted times for a share (0 to 1); null if there are no times. */
export const percentile = (sorted: readonly Millis[], share: number): Millis | null =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null

/** Returns the 50th and 95th percentiles of sorted run times; null if there are none. */
export const percentilesOf = (sorted: Millis[]): { of: number; p50: Millis; p95: Millis } | null => {
  const [p50, p95] = [percentile(sorted, 0.5), percentile(sorted, 0.95)]
  return p50 === null || p95 === null ? null : { of: sorted.length, p50, p95 }
}

/**
 * Returns the newest subscriptions, whose runs are measured, and the number of deliveries to read of each.
 * `keys` must be in ascending order.
 */
export const timedOf = (keys: number[]): { newest: number[]; each: number } => {
  const newest = keys.slice(-MOST_TIMED.subscriptions)
  const each = Math.min(MOST_TIMED.runs, Math.ceil(MOST_TIMED.all / Math.max(1, newest.length)))
  return { newest, each }
}

/** Number of hours for which a flow's runs are counted, including the current one. */
export const HOURS = 24

/** Limits of counting flows' runs, so that the cost depends only on the requested flows. */
export const MOST_COUNTED = {
  /** Maximum number of counted runs of one flow in one hour. */
  anHour: 1_000,
  /** Maximum number of newest failures that are scanned. */
  failures: 20_000,
  /** Number of newest runs that are searched for the busiest flows. */
  ranked: 5_000
}

/** Returns the start times of the counted hours and of the next hour: 25 times. */
export const hoursUntil = (until: Millis): Millis[] => {
  const last = Math.floor(until / HOUR) * HOUR
  return Array.from({ length: HOURS + 1 }, (_, at) => last + (at + 1 - HOURS) * HOUR)
}
