import { formatDuration, type Millis, type RunStatus, runStatusText, timeOfRun } from '@hookwright/model'
import type { ListedRun } from '../../features/history/api-types.ts'
import { clockTime } from '../../kit/page/clock-time.ts'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { failedShare, formatPercent } from '../deliveries/chart/bars.ts'

/** Maximum number of bars. */
const MOST_BARS = 60

type Barred = Pick<
  ListedRun,
  'id' | 'startedAt' | 'finishedAt' | 'subject' | 'flowName' | 'deliveryId' | 'recordIndex' | 'replayOf'
> & {
  status: { is: RunStatus['is'] }
}

/** Run as a bar. */
export interface BarOfRun {
  id: string
  is: RunStatus['is']
  /** Null while it has not ended. */
  took: Millis | null
  /** True for the first run of a delivery: of these, all pages give the same median. */
  isFirst: boolean
  /** Duration relative to the longest. */
  share: number
  /** Time, subject, duration and state. */
  title: string
}

/** Returns the newest runs as bars, the oldest of them first, from rows of which the newest is first. */
export const barsOfRuns = (rows: readonly Barred[]): BarOfRun[] => {
  const newest = rows.slice(0, MOST_BARS).map(row => ({ row, took: timeOfRun(row).took }))
  const longest = Math.max(1, ...newest.map(({ took }) => took ?? 0))
  return newest.reverse().map(({ row, took }) => ({
    id: row.id,
    is: row.status.is,
    took,
    isFirst: row.deliveryId !== null && row.recordIndex === null && row.replayOf === null,
    share: (took ?? 0) / longest,
    title: [
      clockTime(row.startedAt),
      row.subject ?? row.flowName,
      ...(took === null ? [] : [formatDuration(took)]),
      runStatusText(row.status.is)
    ].join(' · ')
  }))
}

/**
 * Formats the number of runs, the share that failed, and the durations of first runs that succeeded: `8 runs · 0 % failed · median
 * 1.49 s, longest 1.90 s`.
 *
 * @param isAll false when the list has further runs
 */
export const formatBars = (bars: readonly BarOfRun[], isAll: boolean): string => {
  const count = isAll ? formatCount(bars.length, 'run') : `Newest ${formatNumber(bars.length)} runs`
  const counts = { failed: 0, open: 0, succeeded: 0, refused: 0, filtered: 0, duplicate: 0 }
  for (const { is } of bars) if (is === 'failed' || is === 'succeeded') counts[is] += 1
  const failed = failedShare([counts])
  const took = bars.flatMap(bar =>
    bar.is === 'succeeded' && bar.isFirst && bar.took !== null ? [bar.took] : []
  )
  took.sort((one, other) => one - other)
  const [median, longest] = [took[Math.floor(took.length / 2)], took.at(-1)]
  return [
    count,
    ...(failed === null ? [] : [`${formatPercent(failed)} failed`]),
    ...(median === undefined || longest === undefined
      ? []
      : [`median ${formatDuration(median)}, longest ${formatDuration(longest)}`])
  ].join(' · ')
}
