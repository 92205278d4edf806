import { HOUR, MINUTE, type Millis } from '@hookwright/model'

/** Events of a span of time. */
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

/** Returns the spans of a chart, with all of their events and the failed ones. */
export const spansOf = ({ edges, counts }: Counted): Span[] =>
  counts.map((counted, at) => {
    const from = edges[at] ?? 0
    const all = Object.values(counted).reduce((sum, each) => sum + each, 0)
    return { from, until: edges[at + 1] ?? from, all, failed: counted.failed }
  })

/** Period of the chart. */
export type Period = 'day' | 'hour' | 'minutes'

/** Number of minutes of the shortest period, the current one included. */
const MINUTES = 10

/** Start of a period that includes the current minute. Days begin with an hour, see `firstHourOf`. */
export const startOf = (period: Exclude<Period, 'day'>, now: Millis): Millis => {
  const minute = Math.floor(now / MINUTE) * MINUTE
  return period === 'hour' ? minute - HOUR : minute - (MINUTES - 1) * MINUTE
}

/** Returns true when all events of these spans came since a time, and there are some. */
export const areAllSince = (spans: readonly Pick<Span, 'from' | 'all'>[], since: Millis): boolean =>
  spans.some(({ all }) => all > 0) && spans.every(({ from, all }) => all === 0 || from >= since)

/**
 * Returns true when a shorter period has events and contains all events of its day. The two are counted at
 * different moments, so only spans of the day that began before the period are compared, since these get no
 * further events.
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

/** Ends of scales between one power of ten and the next, apart by little, so that bars fill their chart. */
const ENDS = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100]

/** Returns the end of a scale for values up to `most`: the next whole number that is easy to read. */
export const endOfScale = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  return ENDS.map(each => (each * power) / 10).find(end => end >= most && Number.isInteger(end)) ?? most
}
