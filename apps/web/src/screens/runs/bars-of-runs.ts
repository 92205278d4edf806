import {
  DAY,
  formatDuration,
  type Millis,
  type RunKind,
  type RunStatus,
  runStatusText,
  timeBuckets,
  timeOfRun
} from '@hookwright/model'
import type { ListedRun } from '../../features/history/api-types.ts'
import { clockTime } from '../../kit/page/clock-time.ts'
import { formatCount, formatList } from '../../kit/page/format-count.ts'
import { durationsOf, failedShare, formatDurations, formatPercent } from '../deliveries/chart/bars.ts'

/** Maximum number of bars, and the number below which those of a short time would look like blocks; as of deliveries. */
const BARS = { most: 61, least: 60 }

type Barred = Pick<ListedRun, 'id' | 'kind' | 'startedAt' | 'finishedAt' | 'subject' | 'flowName'> & {
  status: { is: RunStatus['is'] }
}

/** Runs of one time span, as a bar as high as the longest of them. */
export interface BarOfRuns {
  from: Millis
  until: Millis
  /** Longest run; null without any. */
  id: string | null
  /** State that needs attention most. */
  is: RunStatus['is']
  /** Duration of the longest run; null while none has ended. */
  took: Millis | null
  /** Duration relative to that of the highest bar. */
  share: number
  /** Time, subject, duration and state of the longest run, and the number of the others. */
  title: string
}

/** States in the order in which they determine the colour of a bar. */
const byAttention: readonly RunStatus['is'][] = [
  'failed',
  'on-hold',
  'running',
  'queued',
  'waiting',
  'cancelled',
  'succeeded'
]

/** Returns the runs of flows. Registrations and polls are left out: their durations say nothing about those of events. */
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

/** Returns the durations of runs of flows over time, from the oldest of them to `to`. */
export const barsOfRuns = (rows: readonly Barred[], to: Millis): BarOfRuns[] => {
  const runs = runsIn(rows)
    .map(row => ({ row, took: timeOfRun(row).took }))
    .sort((one, other) => (other.took ?? -1) - (one.took ?? -1))
  if (runs.length === 0) return []
  const starts = runs.map(({ row }) => row.startedAt)
  const { step, edges } = timeBuckets(Math.min(...starts), Math.max(to, ...starts) + 1, BARS.most)
  const end = edges.at(-1) ?? to
  const count = step < DAY ? Math.max(BARS.least, edges.length - 1) : edges.length - 1
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
 * Formats the numbers of listed runs by kind, and the failures and durations of the runs of flows among them: `7 runs · 0% failed ·
 * duration p50 39 ms, p95 94 ms`, or `7 runs and 1 registration · runs: 0% failed, duration p50 39 ms, p95 94 ms`.
 *
 * @param isAll false when the list has further runs
 */
export const formatBars = (
  rows: readonly Pick<Barred, 'id' | 'kind' | 'startedAt' | 'finishedAt' | 'status'>[],
  isAll: boolean
): string => {
  const runs = runsIn(rows)
  const succeeded = runs.filter(({ status }) => status.is === 'succeeded')
  const counts = { failed: 0, open: 0, succeeded: succeeded.length, refused: 0, filtered: 0, duplicate: 0 }
  counts.failed = runs.filter(({ status }) => status.is === 'failed').length
  const failed = failedShare([counts])
  const durations = durationsOf(succeeded.flatMap(run => timeOfRun(run).took ?? []))
  const facts = [
    ...(failed === null ? [] : [`${formatPercent(failed)}\u00a0failed`]),
    ...(durations === null ? [] : [formatDurations(durations)])
  ]
  if (!isAll && runs.length > 0)
    return [`Newest ${formatCount(runs.length, 'run')}`, ...facts].join(SEPARATOR)
  const kinds = formatKinds(rows)
  if (runs.length === rows.length || facts.length === 0) return [kinds, ...facts].join(SEPARATOR)
  return `${kinds}${SEPARATOR}runs: ${facts.join(', ')}`
}
