import { MINUTE, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useRouter } from '@tanstack/react-router'
import type { ListedRun } from '../../features/history/api-types.ts'
import { isPlainClick } from '../../features/history/page-link.tsx'
import { LEAST_CHARTED } from '../deliveries/chart/bars.ts'
import { ChartLine } from '../deliveries/chart/chart-line.tsx'
import { type BarOfRuns, barsOfRuns, formatBars, formatRunMeasure } from './bars-of-runs.ts'

const fills: Partial<Record<BarOfRuns['is'], string>> = {
  succeeded: 'bg-[color-mix(in_oklab,var(--ok)_62%,var(--bg-surface))]',
  failed: 'bg-err',
  'on-hold': 'bg-warn',
  cancelled: 'bg-rail'
}

const placeClass = 'flex h-full min-w-0 grow basis-0 flex-col-reverse items-center px-px'

/** Bar of a time span. A click opens its longest run; keyboard users open it from its row. */
const RunBar = ({ bar: { id, is, share, title } }: { bar: BarOfRuns }) => {
  const router = useRouter()
  if (id === null) return <span className={placeClass} />
  return (
    <a
      href={`/runs/${id}`}
      tabIndex={-1}
      data-echo=""
      title={title}
      className={cx(placeClass, 'hover:bg-hover')}
      onClick={event => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        router.history.push(`/runs/${id}`)
      }}
    >
      <span
        className={cx('block w-full max-w-3 rounded-t-[1px]', fills[is] ?? 'bg-rail-live')}
        style={{ height: `max(2px, ${share * 100}%)` }}
      />
    </a>
  )
}

/** Number and results of listed runs, with a chart of their durations over time. Few runs have no chart. */
export const RunBars = ({
  rows,
  more,
  to
}: {
  rows: readonly ListedRun[]
  more: boolean
  /** End of the listed time; undefined for the current time. */
  to: Millis | undefined
}) => {
  // By whole minutes, so that a time that ends now is not another one with each drawing.
  const bars = barsOfRuns(rows, to ?? Math.floor(Date.now() / MINUTE) * MINUTE)
  const isDrawn = more || rows.length >= LEAST_CHARTED
  return (
    <ChartLine
      label="Durations of the newest runs"
      figures={formatBars(rows, !more)}
      measure={formatRunMeasure(rows, bars)}
      bars={isDrawn ? bars : []}
    >
      <div aria-hidden className="flex h-7 min-w-0 grow items-end border-b border-line-2">
        {bars.map(bar => (
          <RunBar key={bar.from} bar={bar} />
        ))}
      </div>
    </ChartLine>
  )
}
