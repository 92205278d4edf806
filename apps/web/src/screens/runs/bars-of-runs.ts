import {
  formatDuration,
  type Millis,
  type RunKind,
  type RunStatus,
  runStatusText,
  timeOfRun
} from '@hookwright/model'
import type { ListedRun } from '../../features/history/api-types.ts'
import { clockTime } from '../../kit/page/clock-time.ts'
import { formatCount, formatList } from '../../kit/page/format-count.ts'
import { failedShare, formatPercent } from '../deliveries/chart/bars.ts'

/** Maximum number of bars. */
const MOST_BARS = 48

type Barred = Pick<ListedRun, 'id' | 'kind' | 'startedAt' | 'finishedAt' | 'subject' | 'flowName'> & {
  status: { is: RunStatus['is'] }
}

/** Run as a bar. */
export interface BarOfRun {
  id: string
  is: RunStatus['is']
  startedAt: Millis
  /** Null while it has not ended. */
  took: Millis | null
  /** Duration relative to the longest. */
  share: number
  /** Time, subject, duration and state. */
  title: string
}

/**
 * Returns the newest runs of flows as bars, the oldest of them first, from rows of which the newest is first. Runs that
 * register or poll are left out: their durations say nothing about those of events.
 */
export const barsOfRuns = (rows: readonly Barred[]): BarOfRun[] => {
  const newest = rows
    .filter(({ kind }) => kind === 'flow')
    .slice(0, MOST_BARS)
    .map(row => ({ row, took: timeOfRun(row).took }))
  const longest = Math.max(1, ...newest.map(({ took }) => took ?? 0))
  return newest.reverse().map(({ row, took }) => ({
    id: row.id,
    is: row.status.is,
    startedAt: row.startedAt,
    took,
    share: (took ?? 0) / longest,
    title: [
      clockTime(row.startedAt),
      row.subject ?? row.flowName,
      ...(took === null ? [] : [formatDuration(took)]),
      runStatusText(row.status.is)
    ].join(' · ')
  }))
}

const kindNouns = {
  registration: 'registration',
  deregistration: 'deregistration',
  renewal: 'renewal',
  listing: 'listing',
  probe: 'test event',
  poll: 'poll',
  authping: 'ping',
  revoke: 'revocation',
  test: 'test run'
} as const satisfies Record<Exclude<RunKind, 'flow'>, string>

/** Formats the numbers of runs by kind: `7 runs, 1 registration and 2 polls`. */
const formatKinds = (rows: readonly Pick<Barred, 'kind'>[]): string => {
  const counts = new Map<string, number>()
  for (const { kind } of rows) {
    const noun = kind === 'flow' ? 'run' : kindNouns[kind]
    counts.set(noun, (counts.get(noun) ?? 0) + 1)
  }
  const kinds = [...counts].sort(([one], [other]) => Number(other === 'run') - Number(one === 'run'))
  return formatList(kinds.map(([noun, count]) => formatCount(count, noun)))
}

/** Stays with the part before it where a line breaks. */
const SEPARATOR = '\u00a0· '

/**
 * Formats the numbers of listed runs by kind, and the failures and durations of the runs that have bars: `7 runs, 1 registration ·
 * 0 % failed · median 39 ms, longest 94 ms`.
 *
 * @param isAll false when the list has further runs
 */
export const formatBars = (
  rows: readonly Pick<Barred, 'kind'>[],
  bars: readonly BarOfRun[],
  isAll: boolean
): string => {
  const counts = { failed: 0, open: 0, succeeded: 0, refused: 0, filtered: 0, duplicate: 0 }
  for (const { is } of bars) if (is === 'failed' || is === 'succeeded') counts[is] += 1
  const failed = failedShare([counts])
  const took = bars.flatMap(bar => (bar.took === null ? [] : [bar.took]))
  took.sort((one, other) => one - other)
  const [median, longest] = [took[Math.floor((took.length - 1) / 2)], took.at(-1)]
  return [
    isAll || bars.length === 0 ? formatKinds(rows) : `Newest ${formatCount(bars.length, 'run')}`,
    ...(failed === null ? [] : [`${formatPercent(failed)} failed`]),
    ...(median === undefined || longest === undefined
      ? []
      : [`median ${formatDuration(median)}, longest ${formatDuration(longest)}`])
  ].join(SEPARATOR)
}
