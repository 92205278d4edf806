import {
  DAY,
  formatDuration,
  type Millis,
  type RunStatus,
  runStatusText,
  timeBuckets,
  timeOfRun
} from '@hookwright/model'
import type { ListedRun } from '../../features/history/api-types.ts'
import { clockTime } from '../../kit/page/clock-time.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import {
  durationsOf,
  failedShare,
  formatMeasure,
  formatSummary,
  LEAST_BARS
} from '../deliveries/chart/bars.ts'

/** Maximum number of bars. */
const MOST_BARS = 61

type Barred = Pick<ListedRun, 'id' | 'kind' | 'startedAt' | 'finishedAt' | 'subject' | 'flowName'> & {
  status: { is: RunStatus['is'] }
}

/** Bar for the runs of one time span. Its height is the duration of the longest run. */
export interface BarOfRuns {
  from: Millis
  until: Millis
  /** Id of the longest run; null if the span has no runs. */
  id: string | null
  /** Most severe status of the runs, which determines the color. */
  is: RunStatus['is']
  /** Duration of the longest run, in milliseconds; null if no run has ended. */
  took: Millis | null
  /** Height of the bar relative to the highest bar, from 0 to 1. */
  share: number
  /** Time, subject, duration and status of the longest run, and the number of runs. */
  title: string
}

/** Run statuses by severity. The first one among the runs determines the color of a bar. */
const byAttention: readonly RunStatus['is'][] = [
  'failed',
  'on-hold',
  'running',
  'queued',
  'waiting',
  'cancelled',
  'succeeded'
]

/**
 * Returns only the runs of flows. Durations of registrations and polls are not comparable with those of
 * events.
 */
const runsIn = <Row extends Pick<Barred, 'kind'>>(rows: readonly Row[]): Row[] =>
  rows.filter(({ kind }) => kind === 'flow')

const titleOf = (
  { id, startedAt, finishedAt, subject, flowName, status }: Barred,
  others: number
): string => {
  const { took } = timeOfRun({ id, startedAt, finishedAt })
  return [
    clockTime(startedAt),
    subject ?? flowName,
    ...(took === null ? [] : [formatDuration(took)]),
    runStatusText(status.is),
    ...(others === 0 ? [] : [`longest of ${formatCount(others + 1, 'run')}`])
  ].join(' · ')
}

/** Returns bars with the durations of flow runs, from the oldest run to `to`. */
export const barsOfRuns = (rows: readonly Barred[], to: Millis): BarOfRuns[] => {
  const runs = runsIn(rows)
    .map(row => ({ row, took: timeOfRun(row).took }))
    .sort((one, other) => (other.took ?? -1) - (one.took ?? -1))
  if (runs.length === 0) return []
  const starts = runs.map(({ row }) => row.startedAt)
  const { step, edges } = timeBuckets(Math.min(...starts), Math.max(to, ...starts) + 1, MOST_BARS)
  const end = edges.at(-1) ?? to
  const count = step < DAY ? Math.max(LEAST_BARS, edges.length - 1) : edges.length - 1
  const longest = Math.max(1, runs[0]?.took ?? 0)
  return Array.from({ length: count }, (_, at): BarOfRuns => {
    const from = end - (count - at) * step
    const until = from + step
    const inside = runs.filter(({ row: { startedAt } }) => startedAt >= from && startedAt < until)
    const [first] = inside
    const states = new Set(inside.map(({ row }) => row.status.is))
    const took = first?.took ?? null
    return {
      from,
      until,
      id: first?.row.id ?? null,
      is: byAttention.find(state => states.has(state)) ?? 'succeeded',
      took,
      share: (took ?? 0) / longest,
      title: first === undefined ? '' : titleOf(first.row, inside.length - 1)
    }
  })
}

/**
 * Formats the number of listed runs, their failures, and the durations of the flow runs: `7 runs · none
 * failed · 6 flow runs: median 39 ms, slowest 94 ms`.
 * @param isAll false if the list has more runs
 */
export const formatBars = (
  rows: readonly Pick<Barred, 'id' | 'kind' | 'startedAt' | 'finishedAt' | 'status'>[],
  isAll: boolean
): string => {
  const counts = { failed: 0, open: 0, succeeded: 0, refused: 0, filtered: 0, duplicate: 0 }
  for (const { status } of rows)
    if (status.is === 'failed' || status.is === 'succeeded') counts[status.is] += 1
  const ofFlows = runsIn(rows)
  const count = formatCount(rows.length, 'run')
  return formatSummary({
    count: isAll ? count : `Newest ${count}`,
    failed: failedShare([counts]),
    durations: durationsOf(
      ofFlows.filter(({ status }) => status.is === 'succeeded').flatMap(run => timeOfRun(run).took ?? [])
    ),
    ...(ofFlows.length < rows.length && {
      of: formatCount(ofFlows.length, 'flow\u00a0run').replace(' ', '\u00a0')
    })
  })
}

/** Formats the unit of the bars and the highest value: `Longest run per minute · peak 94 ms`. */
export const formatRunMeasure = (
  rows: readonly Pick<Barred, 'kind'>[],
  bars: readonly BarOfRuns[]
): string => {
  const peak = bars.find(({ share }) => share === 1)?.took ?? null
  const what = runsIn(rows).length < rows.length ? 'Longest flow run' : 'Longest run'
  return formatMeasure(what, bars, peak === null ? null : formatDuration(peak))
}
