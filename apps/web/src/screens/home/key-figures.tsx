import { formatDuration, HOUR, MINUTE } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { dayOf, firstHourOf, formatShare, lastHourOf } from '../../features/history/day-of-events.ts'
import { useNow } from '../../features/switch/use-now.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { FigureCell, Figures, FigureWords, figureClass } from '../../kit/page/figures.tsx'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { HourBars } from '../../kit/page/hour-bars.tsx'

/** Maximum number of flows drawn as squares; above it only their count is shown. */
const MOST_SQUARES = 24

/** Maximum number of squares in one row. */
const MOST_IN_ROW = 6

/** Squares, one per flow, filled for active ones. */
const FlowSquares = ({ flows, on }: { flows: number; on: number }) =>
  flows > MOST_SQUARES ? null : (
    <span
      aria-hidden
      className="grid shrink-0 gap-1 max-sm:hidden"
      style={{
        gridTemplateColumns: `repeat(${flows > MOST_IN_ROW ? Math.ceil(flows / 2) : flows}, 0.625rem)`
      }}
    >
      {Array.from({ length: flows }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the squares are alike.
          key={at}
          className={cx('size-2.5 rounded-[2px]', at < on ? 'bg-rail-done' : 'border border-line-strong')}
        />
      ))}
    </span>
  )

/** Median and 95th percentile of the durations as two bars. */
const DurationBars = ({ p50, p95 }: { p50: number; p95: number }) => (
  <span aria-hidden className="flex w-20 shrink-0 flex-col gap-1 max-sm:hidden xl:max-[1399px]:hidden">
    {[p50, p95].map((took, at) => (
      <span
        key={at === 0 ? 'p50' : 'p95'}
        className={cx('h-2 min-w-1 rounded-[2px]', at === 0 ? 'bg-rail-done' : 'bg-line-strong')}
        style={{ width: `${(took / Math.max(p95, 1)) * 100}%` }}
      />
    ))}
  </span>
)

/** Key figures of the last 24 hours, each a link to its list. Renders nothing while there is no flow. */
export const KeyFigures = () => {
  const trpc = useTrpc()
  const now = useNow(MINUTE)
  const first = firstHourOf(Math.floor(now / HOUR) * HOUR)
  const recentFrom = Math.floor(now / MINUTE) * MINUTE - HOUR
  const { data: overview } = useQuery(trpc.flows.overview.queryOptions())
  const { data: chart } = useQuery(
    trpc.deliveries.chart.queryOptions({ from: first }, { placeholderData: keepPreviousData })
  )
  const day = dayOf(chart ?? { edges: [], counts: [] }, first)
  // One hour is a single bar of the day: then its minutes tell more.
  const isYoung = day.events > 0 && day.hours.slice(0, -2).every(({ runs }) => runs === 0)
  const { data: recent } = useQuery(
    trpc.deliveries.chart.queryOptions(
      { from: recentFrom },
      { placeholderData: keepPreviousData, enabled: isYoung }
    )
  )
  if (overview === undefined || overview.flows === 0) return null
  const took = chart?.took ?? null
  const bars = isYoung && recent !== undefined ? lastHourOf(recent, recentFrom) : day.hours
  const words = `${formatCount(day.events, 'event')}, ${formatNumber(day.failed)} failed in 24 hours`
  return (
    <Figures label="Status">
      <FigureCell>
        <Link to="/deliveries" search={{ last: '24h' }} className={figureClass}>
          <FigureWords label="Events, 24 hours" value={formatNumber(day.events)} note={null} />
          <HourBars
            hours={bars.map(({ runs }) => ({ runs, failed: 0 }))}
            height={28}
            isNarrow
            label={words}
            className="max-sm:hidden xl:max-[1399px]:hidden"
          />
        </Link>
      </FigureCell>
      <FigureCell>
        <Link to="/runs" search={{ status: 'failed', last: '24h' }} className={figureClass}>
          <FigureWords
            label="Succeeded"
            value={day.share === null ? '—' : formatShare(day.share)}
            note={day.failed === 0 ? null : `${formatNumber(day.failed)} failed`}
            tone="err"
          />
          <HourBars
            // Each hour as high as the others: green as long as nothing failed.
            hours={bars.map(({ runs, failed }) => ({ runs: Math.min(runs, 1), failed }))}
            height={28}
            isNarrow
            label={words}
            className="max-sm:hidden xl:max-[1399px]:hidden"
          />
        </Link>
      </FigureCell>
      <FigureCell>
        <Link to="/runs" search={{ last: '24h' }} className={figureClass}>
          <FigureWords
            label="Run duration, p95"
            value={took === null ? '—' : formatDuration(took.p95)}
            note={took === null ? null : `p50 ${formatDuration(took.p50)}`}
          />
          {took !== null && <DurationBars {...took} />}
        </Link>
      </FigureCell>
      <FigureCell>
        <Link to="/flows" search={{ status: 'on' }} className={figureClass}>
          <span className="flex min-w-0 flex-col">
            <span className="text-small text-ink-2">Flows on</span>
            <span className="flex flex-wrap items-baseline gap-x-2 whitespace-nowrap">
              <span className="tabular text-h1 text-ink">
                {formatNumber(overview.on)} of {formatNumber(overview.flows)}
              </span>
              {overview.failing > 0 && (
                <span className="tabular text-small text-err">{formatNumber(overview.failing)} failing</span>
              )}
            </span>
          </span>
          <FlowSquares flows={overview.flows} on={overview.on} />
        </Link>
      </FigureCell>
    </Figures>
  )
}
