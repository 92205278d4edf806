import { formatDuration, HOUR, MINUTE, type Millis } from '@hookwright/model'
import { cx, lazyPart, useLazy } from '@hookwright/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dayOf, firstHourOf, formatShare } from '../../features/history/day-of-events.ts'
import { useNow } from '../../features/switch/use-now.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { FigureCell, Figures, FigureWords, figureClass } from '../../kit/page/figures.tsx'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { formatHours, HourBars } from '../../kit/page/hour-bars.tsx'
import { Segments } from '../../kit/page/segments.tsx'
import { useLastValue } from '../../kit/page/use-last-value.ts'
import { areAllSince, hasAllOf, type Period, type Span, spansOf, startOf } from './chart-spans.ts'
import { DayChart } from './day-chart.tsx'
import type { RunDelivery } from './last-run/last-run.tsx'

/**
 * Minimum and maximum number of flows that are shown as squares. A single square has no meaning, and too many
 * cannot be counted.
 */
const SQUARES = { fewest: 4, most: 24 }

/** Maximum number of squares in one row. */
const MOST_IN_ROW = 6

/** Minimum number of events per day to show a chart next to the last run. */
const FEWEST_CHARTED = 50

/** Squares, one per flow, filled for active ones. */
const FlowSquares = ({ flows, on }: { flows: number; on: number }) =>
  flows < SQUARES.fewest || flows > SQUARES.most ? null : (
    <span
      aria-hidden
      className="grid shrink-0 gap-1 self-end max-sm:hidden"
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

const periodWords = {
  minutes: '10 minutes',
  hour: '1 hour',
  day: '24 hours'
} as const satisfies Record<Period, string>

/**
 * Title of the chart for each period, such as “Last hour”. It is used if the user cannot select the period.
 */
const lastWords = {
  minutes: 'Last 10 minutes',
  hour: 'Last hour',
  day: 'Last 24 hours'
} as const satisfies Record<Period, string>

const periods = (['minutes', 'hour', 'day'] as const).map(value => ({ value, label: periodWords[value] }))

/**
 * Returns the events of the last hour or the last minutes, by time span. Null while they are loading or not
 * shown.
 */
const useSpans = (period: Exclude<Period, 'day'>, now: Millis, enabled: boolean): Span[] | null => {
  const { data } = useQuery(
    useTrpc().deliveries.chart.queryOptions(
      { from: startOf(period, now) },
      { placeholderData: keepPreviousData, enabled }
    )
  )
  return !enabled || data === undefined ? null : spansOf(data)
}

/**
 * Returns the events of the selected period. By default, it is the shortest period with all events of the
 * day.
 *
 * In the chart of a whole day, a short burst would be a single bar.
 *
 * @param hasRail true if the last run is shown; then a chart with few events is omitted
 */
const useEvents = (hasRail: boolean) => {
  const trpc = useTrpc()
  const [chosen, setChosen] = useState<Period | null>(null)
  const now = useNow(MINUTE)
  const first = firstHourOf(Math.floor(now / HOUR) * HOUR)
  const { data: chart } = useQuery(
    trpc.deliveries.chart.queryOptions({ from: first }, { placeholderData: keepPreviousData })
  )
  const day = dayOf(chart ?? { edges: [], counts: [] }, first)
  // Beside the rail it stays once it is there, while the oldest events leave the day and new ones come.
  const isBusy = useLastValue(day.events >= FEWEST_CHARTED || null) ?? false
  const isCharted = hasRail ? isBusy : day.events > 0
  // The half hours of a day tell only roughly how old an event is; the minutes of the hour tell the rest.
  const isYoung = isCharted && day.hours.slice(0, -2).every(({ runs }) => runs === 0)
  const hour = useSpans('hour', now, chosen === 'hour' || (chosen === null && isYoung))
  const ofDay = chart === undefined ? [] : spansOf(chart)
  const hasAll = hour !== null && hasAllOf(hour, ofDay)
  const isBurst = hasAll && areAllSince(hour, startOf('minutes', now))
  const minutes = useSpans('minutes', now, chosen === 'minutes' || (chosen === null && isBurst))
  const isHour = hour !== null && (chosen === 'hour' || hasAll)
  const period: Period = minutes !== null ? 'minutes' : isHour ? 'hour' : 'day'
  const spans = { minutes: minutes ?? [], hour: hour ?? [], day: ofDay }[period]
  return { day, isCharted, took: chart?.took ?? null, spans, period, choose: setChosen }
}

/** Formats the median and the 95th percentile of durations: `161 / 250 ms`. A common unit is shown once. */
const formatPercentiles = ({ p50, p95 }: { p50: Millis; p95: Millis }): string => {
  const [first, last] = [formatDuration(p50), formatDuration(p95)]
  const [count, unit, ...more] = first.split(' ')
  return more.length === 0 && last.split(' ')[1] === unit ? `${count} / ${last}` : `${first} / ${last}`
}

const lazyLastRun = lazyPart(() => import('./last-run/last-run.tsx'))

/** Rail of the last run, or an empty placeholder while loading. */
const LastRunPart = ({ newest }: { newest: RunDelivery }) => {
  const part = useLazy(lazyLastRun, true)
  return part === null ? (
    <div className="min-h-34 border-t border-line max-md:min-h-56" />
  ) : (
    <part.LastRun newest={newest} />
  )
}

/**
 * Key figures of the last 24 hours with links to their lists. Below are the last run and a chart of the
 * events. Renders nothing if there are no flows.
 */
export const KeyFigures = ({
  newest
}: {
  /** Newest delivery with a run; null if there is none, and for viewers, who may not open runs. */
  newest: RunDelivery | null
}) => {
  const { data: overview } = useQuery(useTrpc().flows.overview.queryOptions())
  const { day, isCharted, took, spans, period, choose } = useEvents(newest !== null)
  if (overview === undefined || overview.flows === 0) return null
  const total = spans.reduce((sum, { all }) => sum + all, 0)
  return (
    <Figures
      label="Status"
      chart={
        <>
          {newest !== null && <LastRunPart newest={newest} />}
          {isCharted && (
            <DayChart
              spans={spans}
              label={`${formatCount(total, 'delivery', 'deliveries')} in ${periodWords[period]}`}
            >
              <span className="text-small text-ink-2 sm:hidden">{lastWords[period]}</span>
              <span className="max-sm:hidden">
                <Segments
                  label="Period of the chart"
                  value={period}
                  onValueChange={choose}
                  segments={periods}
                />
              </span>
            </DayChart>
          )}
        </>
      }
    >
      <FigureCell>
        <Link to="/deliveries" search={{ last: '24h' }} className={figureClass}>
          <FigureWords label="Deliveries, 24 hours" value={formatNumber(day.events)} />
          {!isCharted && (
            <HourBars
              hours={day.hours}
              isNarrow
              label={formatHours(day.hours, 'delivery', 'deliveries')}
              className="self-end max-sm:hidden"
            />
          )}
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
        </Link>
      </FigureCell>
      <FigureCell>
        <Link to="/runs" search={{ last: '24h' }} className={figureClass}>
          <FigureWords label="Duration p50 / p95" value={took === null ? '—' : formatPercentiles(took)} />
        </Link>
      </FigureCell>
      <FigureCell>
        <Link to="/flows" search={{ status: 'on' }} className={figureClass}>
          <FigureWords
            label="Flows on"
            value={`${formatNumber(overview.on)} of ${formatNumber(overview.flows)}`}
            note={overview.failing === 0 ? null : `${formatNumber(overview.failing)} failing`}
            tone="err"
          />
          <FlowSquares flows={overview.flows} on={overview.on} />
        </Link>
      </FigureCell>
    </Figures>
  )
}
