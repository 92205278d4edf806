import { DAY, formatDuration, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import { clockTime, secondTime, spanTime } from '../../../kit/page/clock-time.ts'
import { formatCount, formatNumber } from '../../../kit/page/format-count.ts'
import { timeFormat } from '../../../kit/page/time-format.ts'
import type { DeliveriesSearch } from '../deliveries-search.ts'

/** Parts of a bar by delivery result, from bottom to top. */
export const barParts = ['succeeded', 'failed', 'refused', 'filtered', 'duplicate', 'open'] as const
export type BarPart = (typeof barParts)[number]

export const partLabels = {
  succeeded: 'succeeded',
  failed: 'failed',
  refused: 'refused',
  filtered: 'filtered',
  duplicate: 'duplicate',
  open: 'in progress'
} as const satisfies Record<BarPart, string>

/**
 * Counts of the chart by time span. `edges` are the starts of the spans, `took` the durations of the runs.
 */
export interface Counted {
  edges: Millis[]
  counts: Record<BarPart, number>[]
  took: { of: number; p50: Millis; p95: Millis } | null
}

/** Deliveries of one time span. */
export interface Bar {
  from: Millis
  until: Millis
  all: number
  parts: { part: BarPart; count: number }[]
  /** Description for screen readers. */
  label: string
}

/**
 * Returns the results that the filters select, as parts of the bars. Empty for a filter that the chart cannot
 * apply, such as a text search.
 */
export const partsShown = ({ status, result, q, path }: DeliveriesSearch): readonly BarPart[] => {
  if (q !== undefined || path !== undefined || status === 'accepted' || result === 'open') return []
  const ofStatus =
    status === undefined ? barParts : status === 'done' ? (['succeeded', 'failed'] as const) : [status]
  return result === undefined ? ofStatus : ofStatus.filter(part => part === result)
}

const day = timeFormat({ day: 'numeric', month: 'short', year: 'numeric' })

const formatSpan = (from: Millis, until: Millis): string => {
  if (until - from < MINUTE) return `${secondTime(from)} to ${clockTime(until)}`
  if (until - from < DAY) return spanTime(from, until)
  return until - from === DAY ? day(from) : `${day(from)} to ${day(until - 1)}`
}

const NONE = 'no deliveries'

/** Returns the bars of a chart, with only the shown parts. */
export const barsOf = ({ edges, counts }: Counted, shown: readonly BarPart[]): Bar[] =>
  counts.map((counted, at) => {
    const from = edges[at] ?? 0
    const until = edges[at + 1] ?? from
    const parts = barParts
      .filter(part => shown.includes(part) && counted[part] > 0)
      .map(part => ({ part, count: counted[part] }))
    const all = parts.reduce((sum, each) => sum + each.count, 0)
    const counts = parts.map(each => `${formatNumber(each.count)} ${partLabels[each.part]}`)
    const words = all === 0 ? NONE : `${formatCount(all, 'delivery', 'deliveries')}: ${counts.join(', ')}`
    return { from, until, all, parts, label: `${formatSpan(from, until)}, ${words}` }
  })

const units = [
  { length: DAY, one: 'day' },
  { length: HOUR, one: 'hour' },
  { length: MINUTE, one: 'minute' },
  { length: SECOND, one: 'second' }
] as const

/** Formats the duration of a bar in its largest whole unit: `minute`, `10 seconds`. */
const formatStep = (step: Millis): string => {
  const { length, one } = units.find(unit => step % unit.length === 0) ?? { length: SECOND, one: 'second' }
  return step === length ? one : formatCount(step / length, one)
}

/** Formats the unit of the bars and the highest value: `Deliveries per minute · peak 3`. */
export const formatMeasure = (
  what: string,
  bars: readonly Pick<Bar, 'from' | 'until'>[],
  peak: string | null
): string => {
  const [first] = bars
  if (first === undefined) return ''
  const measure = `${what} per ${formatStep(first.until - first.from)}`
  return peak === null ? measure : `${measure} · peak ${peak}`
}

/** Minimum number of bars in a chart. Fewer bars would look like blocks instead of a timeline. */
export const LEAST_BARS = 24

/** Minimum number of deliveries or runs in a chart. Fewer rows can be seen at a glance. */
export const LEAST_CHARTED = 10

/**
 * Adds empty bars before the first one until the chart has `LEAST_BARS`. Bars of a day or more are not
 * extended.
 */
export const withEarlierBars = (bars: Bar[]): Bar[] => {
  const [first] = bars
  if (first === undefined || first.until - first.from >= DAY) return bars
  const step = first.until - first.from
  const earlier = Array.from({ length: Math.max(0, LEAST_BARS - bars.length) }, (_, at): Bar => {
    const until = first.from - at * step
    const from = until - step
    return { from, until, all: 0, parts: [], label: `${formatSpan(from, until)}, ${NONE}` }
  })
  return [...earlier.reverse(), ...bars]
}

/** Returns the time range of bars as a filter, in whole minutes. The last minute is included. */
export const minutesOf = (first: Bar, last: Bar): { from: Millis; to: Millis } => ({
  from: Math.floor(first.from / MINUTE) * MINUTE,
  to: Math.ceil(last.until / MINUTE) * MINUTE - MINUTE
})

/** Returns the share of failed runs in percent, or null if there were no runs. */
export const failedShare = (counts: Counted['counts']): number | null => {
  const failed = counts.reduce((sum, each) => sum + each.failed, 0)
  const ran = counts.reduce((sum, each) => sum + each.succeeded, failed)
  return ran === 0 ? null : (failed / ran) * 100
}

/** Number of durations, and their 50th and 95th percentile. */
type Durations = NonNullable<Counted['took']>

/** Returns the percentiles of durations, computed as on the server; null without durations. */
export const durationsOf = (took: readonly Millis[]): Durations | null => {
  const sorted = took.toSorted((one, other) => one - other)
  const [p50, p95] = [0.5, 0.95].map(share => sorted[Math.floor(sorted.length * share)])
  return p50 === undefined || p95 === undefined ? null : { of: sorted.length, p50, p95 }
}

/** Maximum number of durations for which the 95th percentile is the longest duration. */
const FEW_DURATIONS = 20

/**
 * Formats durations: `median 128 ms, slowest 221 ms`. For many durations, the 95th percentile replaces the
 * slowest. If both values are equal, only one is shown.
 */
const formatDurations = ({ of, p50, p95 }: Durations): string =>
  p50 === p95
    ? `duration ${formatDuration(p95)}`
    : `median ${formatDuration(p50)}, ${of > FEW_DURATIONS ? 'p95' : 'slowest'} ${formatDuration(p95)}`

/** Formats a percentage without rounding small values to zero: `0%`, `0.4%`, `12%`. */
export const formatPercent = (percent: number): string => {
  if (percent > 0 && percent < 0.1) return 'less than 0.1%'
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)}%`
}

/** Separator with a no-break space, so that a line never begins with the dot. */
const SEPARATOR = '\u00a0· '

/** Formats the summary of a chart: `6 runs · none failed · median 128 ms, slowest 221 ms`. */
export const formatSummary = ({
  count,
  failed,
  durations,
  of
}: {
  /** Number of deliveries or runs, with the noun. */
  count: string
  /** Share of failed runs in percent; null if there were no runs. */
  failed: number | null
  durations: Durations | null
  /**
   * Name of the runs that the durations belong to, such as `6 flow runs`. Omitted if they are all counted
   * runs.
   */
  of?: string
}): string =>
  [
    count,
    ...(failed === null ? [] : [failed === 0 ? 'none\u00a0failed' : `${formatPercent(failed)}\u00a0failed`]),
    ...(durations === null ? [] : [`${of === undefined ? '' : `${of}: `}${formatDurations(durations)}`])
  ].join(SEPARATOR)
