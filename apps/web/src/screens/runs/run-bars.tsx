import { formatDuration } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useRouter } from '@tanstack/react-router'
import type { ListedRun } from '../../features/history/api-types.ts'
import { isPlainClick } from '../../features/history/page-link.tsx'
import { clockTime, dayTime, minuteTime } from '../../kit/page/clock-time.ts'
import { type BarOfRun, barsOfRuns, formatBars } from './bars-of-runs.ts'

/** Height of the highest bar in percent; its duration stands above. */
const TALLEST = 65

const fills: Partial<Record<BarOfRun['is'], string>> = {
  succeeded: 'bg-[color-mix(in_oklab,var(--ok)_62%,var(--bg-surface))]',
  failed: 'bg-err',
  'on-hold': 'bg-warn',
  cancelled: 'bg-rail'
}

/** Bar of a run, which opens it by pointer; the row of the run below does the same by keyboard. */
const RunBar = ({
  bar,
  scale
}: {
  bar: BarOfRun
  /** Side of the longest bar to which its duration is aligned, so that it stays inside; null above all others. */
  scale: 'start' | 'center' | 'end' | null
}) => {
  const router = useRouter()
  const { id, is, took, share, title } = bar
  return (
    <a
      href={`/runs/${id}`}
      tabIndex={-1}
      data-echo=""
      title={title}
      className="flex h-full min-w-0 basis-5 flex-col-reverse items-center hover:bg-hover"
      onClick={event => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        router.history.push(`/runs/${id}`)
      }}
    >
      <span
        className={cx('block w-full rounded-t-[2px]', fills[is] ?? 'bg-rail-live')}
        style={{ height: `max(2px, ${share * TALLEST}%)` }}
      />
      {/* The scale: how long the longest took. */}
      {scale !== null && took !== null && (
        <span
          className={cx(
            'tabular text-small leading-4 whitespace-nowrap text-ink-3',
            scale === 'start' && 'self-start',
            scale === 'end' && 'self-end'
          )}
        >
          {formatDuration(took)}
        </span>
      )}
    </a>
  )
}

/** Bars between which and the ends of the row a duration has no room in the middle. */
const EDGE = { first: 3, last: 24 }

const scaleAt = (at: number): 'start' | 'center' | 'end' =>
  at < EDGE.first ? 'start' : at < EDGE.last ? 'center' : 'end'

/** Durations of the newest runs of a list, one bar each, the newest at the right; above them their number and results. */
export const RunBars = ({ rows, more }: { rows: readonly ListedRun[]; more: boolean }) => {
  const bars = barsOfRuns(rows)
  const [first, last] = [bars[0], bars.at(-1)]
  const isOneDay =
    first !== undefined && last !== undefined && dayTime(first.startedAt) === dayTime(last.startedAt)
  const format = isOneDay ? clockTime : minuteTime
  const longest = bars.findIndex(({ share }) => share === 1)
  const isAll = !more && rows.filter(({ kind }) => kind === 'flow').length === bars.length
  return (
    <section
      aria-label="Durations of the newest runs"
      className="flex shrink-0 flex-col gap-1 px-8 pt-1 pb-2 max-md:px-4"
    >
      <p className="tabular m-0 min-h-5 text-small text-balance text-ink-2">
        {formatBars(rows, bars, isAll)}
      </p>
      {first !== undefined && last !== undefined && (
        <div aria-hidden className="flex flex-col gap-1">
          <div className="flex h-12 items-end gap-1 border-b border-line-2 max-md:gap-0.5">
            {bars.map((bar, at) => (
              <RunBar key={bar.id} bar={bar} scale={at === longest ? scaleAt(at) : null} />
            ))}
          </div>
          <span className="tabular min-h-4 text-small text-ink-3">
            {format(first.startedAt)}
            {last !== first && ` to ${format(last.startedAt)}`}
          </span>
        </div>
      )}
    </section>
  )
}
