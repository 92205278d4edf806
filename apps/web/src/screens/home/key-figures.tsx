import { formatDuration, HOUR, MINUTE } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useNow } from '../../features/switch/use-now.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { HourBars } from '../../kit/page/hour-bars.tsx'
import { dayOf, firstHourOf, formatShare } from './figures-of.ts'

const cellClass =
  'flex h-full min-h-18 items-center justify-between gap-3 rounded-[inherit] px-4 py-3 hover:bg-hover'

/** Label, value and note of a figure. */
const Words = ({
  label,
  value,
  note,
  tone = 'plain'
}: {
  label: string
  value: string
  note: string | null
  tone?: 'plain' | 'err' | 'warn'
}) => (
  <span className="flex min-w-0 flex-col">
    <span className="text-small whitespace-nowrap text-ink-2">{label}</span>
    <span className="flex flex-wrap items-baseline gap-x-2 whitespace-nowrap">
      <span className="tabular text-h1 text-ink">{value}</span>
      {note !== null && (
        <span
          className={cx(
            'tabular text-small',
            tone === 'err' ? 'text-err' : tone === 'warn' ? 'text-warn' : 'text-ink-3'
          )}
        >
          {note}
        </span>
      )}
    </span>
  </span>
)

/** Maximum number of flows drawn as squares; above it only their count is shown. */
const MOST_SQUARES = 24

/** Squares, one per flow, filled for active ones. */
const FlowSquares = ({ flows, on }: { flows: number; on: number }) =>
  flows > MOST_SQUARES ? null : (
    <span
      aria-hidden
      className="grid shrink-0 grid-rows-[repeat(2,0.625rem)] gap-1 max-sm:hidden"
      style={{ gridTemplateColumns: `repeat(${Math.max(1, Math.ceil(flows / 2))}, 0.625rem)` }}
    >
      {Array.from({ length: flows }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the squares are alike.
          key={at}
          className={cx('rounded-[2px]', at < on ? 'bg-rail-done' : 'border border-line-strong')}
        />
      ))}
    </span>
  )

const Cell = ({ children }: { children: ReactNode }) => (
  <li className="min-w-0 border-line not-first:border-l max-xl:nth-[2n+1]:border-l-0 max-xl:nth-[n+3]:border-t">
    {children}
  </li>
)

/** Key figures of the last 24 hours, each a link to its list. Renders nothing while there is no flow. */
export const KeyFigures = () => {
  const trpc = useTrpc()
  const first = firstHourOf(Math.floor(useNow(MINUTE) / HOUR) * HOUR)
  const { data: overview } = useQuery(trpc.flows.overview.queryOptions())
  const { data: chart } = useQuery(
    trpc.deliveries.chart.queryOptions({ from: first }, { placeholderData: keepPreviousData })
  )
  if (overview === undefined || overview.flows === 0) return null
  const day = dayOf(chart ?? { edges: [], counts: [] }, first)
  const took = chart?.took ?? null
  const words = `${formatCount(day.events, 'event')}, ${formatNumber(day.failed)} failed in 24 hours`
  return (
    <section aria-label="Status">
      <ul className="m-0 grid list-none grid-cols-4 rounded-m border border-line p-0 max-xl:grid-cols-2">
        <Cell>
          <Link to="/deliveries" search={{ last: '24h' }} className={cellClass}>
            <Words label="Events, 24 hours" value={formatNumber(day.events)} note={null} />
            <HourBars
              hours={day.hours.map(({ runs }) => ({ runs, failed: 0 }))}
              height={28}
              isNarrow
              label={words}
              className="max-sm:hidden xl:max-[1399px]:hidden"
            />
          </Link>
        </Cell>
        <Cell>
          <Link to="/runs" search={{ status: 'failed', last: '24h' }} className={cellClass}>
            <Words
              label="Succeeded"
              value={day.share === null ? '—' : formatShare(day.share)}
              note={day.failed === 0 ? null : `${formatNumber(day.failed)} failed`}
              tone="err"
            />
            <HourBars
              hours={day.hours}
              height={28}
              isNarrow
              label={words}
              className="max-sm:hidden xl:max-[1399px]:hidden"
            />
          </Link>
        </Cell>
        <Cell>
          <Link to="/runs" search={{ last: '24h' }} className={cellClass}>
            <Words
              label="Run duration, p95"
              value={took === null ? '—' : formatDuration(took.p95)}
              note={took === null ? null : `p50 ${formatDuration(took.p50)}`}
            />
          </Link>
        </Cell>
        <Cell>
          <Link to="/flows" search={{ status: 'on' }} className={cellClass}>
            <span className="flex min-w-0 flex-col">
              <span className="text-small text-ink-2">Flows on</span>
              <span className="flex flex-wrap items-baseline gap-x-2 whitespace-nowrap">
                <span className="tabular text-h1 text-ink">
                  {formatNumber(overview.on)} of {formatNumber(overview.flows)}
                </span>
                {overview.failing > 0 && (
                  <span className="tabular text-small text-err">
                    {formatNumber(overview.failing)} failing
                  </span>
                )}
              </span>
            </span>
            <FlowSquares flows={overview.flows} on={overview.on} />
          </Link>
        </Cell>
      </ul>
    </section>
  )
}
