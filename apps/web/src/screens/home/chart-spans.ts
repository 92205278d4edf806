import { HOUR, MINUTE, type Millis } from '@hookwright/model'

/** Time span of a chart, with the number of all events and of failed events in it. */
export interface Span {
  from: Millis
  until: Millis
  all: number
  failed: number
}

interface Counted {
  edges: readonly Millis[]
  counts: readonly Record<'failed' | 'open' | 'succeeded' | 'filtered' | 'refused' | 'duplicate', number>[]
}

/** Returns the time spans of a chart, each with the number of all events and of failed events. */
export const spansOf = ({ edges, counts }: Counted): Span[] =>
  counts.map((counted, at) => {
    const from = edges[at] ?? 0
    const all = Object.values(counted).reduce((sum, each) => sum + each, 0)
    return { from, until: edges[at + 1] ?? from, all, failed: counted.failed }
  })

/** Period that a chart covers: the last 24 hours, the last hour, or the last ten minutes. */
export type Period = 'day' | 'hour' | 'minutes'

/** Length of the shortest period in minutes, including the current minute. */
const MINUTES = 10

/**
 * Returns the start of a period that includes the current minute. Days start at a full hour, see
 * `firstHourOf`.
 */
export const startOf = (period: Exclude<Period, 'day'>, now: Millis): Millis => {
  const minute = Math.floor(now / MINUTE) * MINUTE
  return period === 'hour' ? minute - HOUR : minute - (MINUTES - 1) * MINUTE
}

/** Returns true if there are events and all of them arrived after a time. */
export const areAllSince = (spans: readonly Pick<Span, 'from' | 'all'>[], since: Millis): boolean =>
  spans.some(({ all }) => all > 0) && spans.every(({ from, all }) => all === 0 || from >= since)

/**
 * Returns true if a shorter period has events, and the day has no earlier ones.
 *
 * Only the spans of the day before the shorter period are compared: the two periods were queried at different
 * moments, and events may have arrived in between.
 */
export const hasAllOf = (short: readonly Span[], day: readonly Span[]): boolean => {
  const start = short[0]?.from ?? Number.POSITIVE_INFINITY
  const countUntil = (until: Millis): number =>
    short.reduce((sum, { from, all }) => (from < until ? sum + all : sum), 0)
  return (
    short.some(({ all }) => all > 0) &&
    day.every(({ from, until, all }) => from >= start || all <= countUntil(until))
  )
}

/**
 * Possible upper ends of a chart's axis between 10 and 100. They are close together, so that bars fill their
 * chart.
 */
const ENDS = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100]

/**
 * Returns the upper end of an axis for values up to `most`: the next round whole number, such as 40 for 37.
 */
export const endOfScale = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  return ENDS.map(each => (each * power) / 10).find(end => end >= most && Number.isInteger(end)) ?? most
}
