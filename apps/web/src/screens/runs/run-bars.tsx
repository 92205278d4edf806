import { formatDuration } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useRouter } from '@tanstack/react-router'
import type { ListedRun } from '../../features/history/api-types.ts'
import { isPlainClick } from '../../features/history/page-link.tsx'
import { type BarOfRun, barsOfRuns, formatBars } from './bars-of-runs.ts'

/** Number of bars up to which each has its duration above. */
const MOST_LABELLED = 12

/** Height of the highest bar in percent, where bars have labels. */
const TALLEST = 65

const fills: Partial<Record<BarOfRun['is'], string>> = {
  succeeded: 'bg-[color-mix(in_oklab,var(--ok)_62%,var(--bg-surface))]',
  failed: 'bg-err',
  'on-hold': 'bg-warn',
  cancelled: 'bg-rail'
}

/** Bar of a run, which opens it by pointer; the row of the run below does the same by keyboard. */
const RunBar = ({ bar, isLabelled }: { bar: BarOfRun; isLabelled: boolean }) => {
  const router = useRouter()
  const { id, is, took, share, title } = bar
  return (
    <a
      href={`/runs/${id}`}
      tabIndex={-1}
      title={title}
      className="flex h-full min-w-0 grow basis-0 flex-col-reverse items-center px-px hover:bg-hover"
      onClick={event => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        router.history.push(`/runs/${id}`)
      }}
    >
      <span
        className={cx('block w-full max-w-6 rounded-t-[2px]', fills[is] ?? 'bg-rail-live')}
        style={{ height: `max(2px, ${share * (isLabelled ? TALLEST : 100)}%)` }}
      />
      {isLabelled && took !== null && (
        <span className="tabular text-small leading-4 whitespace-nowrap text-ink-3 max-md:hidden">
          {formatDuration(took)}
        </span>
      )}
    </a>
  )
}

/** Durations of the newest runs of a list, as bars, the newest at the right; above them their number and results. */
export const RunBars = ({ rows, more }: { rows: readonly ListedRun[]; more: boolean }) => {
  const bars = barsOfRuns(rows)
  return (
    <section
      aria-label="Durations of the newest runs"
      className="flex shrink-0 flex-col gap-1 px-8 pt-1 pb-2 max-md:px-4"
    >
      <p className="tabular m-0 min-h-5 text-small text-balance text-ink-2">
        {formatBars(bars, !more && bars.length === rows.length)}
      </p>
      <div aria-hidden className="flex h-12 items-end border-b border-line-strong">
        {bars.map(bar => (
          <RunBar key={bar.id} bar={bar} isLabelled={bars.length <= MOST_LABELLED} />
        ))}
      </div>
    </section>
  )
}
