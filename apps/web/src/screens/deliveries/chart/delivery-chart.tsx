import { type Id, MINUTE, type Millis } from '@hookwright/model'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { isTimed, timeRangeOf } from '../../../features/history/time-search.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatCount, formatNumber } from '../../../kit/page/format-count.ts'
import type { DeliveriesSearch } from '../deliveries-search.ts'
import { deliveryFilter } from '../delivery-filter.ts'
import { BarRow } from './bar-row.tsx'
import {
  type Bar,
  barParts,
  barsOf,
  failedShare,
  formatMeasure,
  formatSummary,
  LEAST_CHARTED,
  minutesOf,
  partLabels,
  partsShown,
  withEarlierBars
} from './bars.ts'
import { ChartLine } from './chart-line.tsx'
import { partColours } from './part-colours.ts'

/** Legend of the bar colors. Renders nothing for a single color, which the text above describes. */
const Legend = ({ bars }: { bars: Bar[] }) => {
  const drawn = new Set(bars.flatMap(({ parts }) => parts.map(({ part }) => part)))
  const shown = barParts.filter(part => drawn.has(part))
  if (shown.length < 2) return null
  return (
    <ul aria-hidden className="m-0 hidden shrink-0 list-none gap-x-3 p-0 leading-4 text-ink-2 @5xl:flex">
      {shown.map(part => (
        <li key={part} className="flex items-center gap-1">
          <span className="size-2 rounded-xs" style={{ background: partColours[part] }} />
          {partLabels[part]}
        </li>
      ))}
    </ul>
  )
}

/**
 * Chart of deliveries over time, by result. A selected span filters the list by time. Few deliveries are only
 * counted, unless the list is already limited to a time.
 */
export const DeliveryChart = ({
  search,
  flowId,
  onTime
}: {
  search: DeliveriesSearch
  flowId: Id | null
  onTime: (time: { from: Millis; to: Millis }) => void
}) => {
  const trpc = useTrpc()
  const { status: _, result: __, q: ___, path: ____, ...filter } = deliveryFilter(search, flowId)
  // By whole minutes, so that a time that ends now is not another one with each drawing.
  const now = Math.floor(Date.now() / MINUTE) * MINUTE
  const query = useQuery({
    ...trpc.deliveries.chart.queryOptions({ ...filter, ...timeRangeOf(search, now) }),
    placeholderData: keepPreviousData,
    gcTime: 0
  })

  const shown = partsShown(search)
  const { data } = query
  if (shown.length === 0 || query.isError) return null
  const counted = data === undefined ? [] : barsOf(data, shown)
  const bars = isTimed(search) ? counted : withEarlierBars(counted)
  const all = bars.reduce((sum, bar) => sum + bar.all, 0)
  if (data !== undefined && all === 0 && !isTimed(search)) return null
  // What is said of all that have run is said where they are shown.
  const ofAllRun = shown.includes('failed') && shown.includes('succeeded')
  const peak = Math.max(0, ...bars.map(bar => bar.all))
  const isDrawn = isTimed(search) || all >= LEAST_CHARTED
  return (
    <ChartLine
      label="Deliveries over time"
      figures={
        data === undefined
          ? 'Counting…'
          : formatSummary({
              count: formatCount(all, 'delivery', 'deliveries'),
              failed: ofAllRun ? failedShare(data.counts) : null,
              durations: ofAllRun ? data.took : null
            })
      }
      legend={isDrawn && <Legend bars={bars} />}
      measure={formatMeasure('Deliveries', bars, peak === 0 ? null : formatNumber(peak))}
      bars={isDrawn ? bars : []}
    >
      <BarRow bars={bars} onSpan={(first, last) => onTime(minutesOf(first, last))} />
    </ChartLine>
  )
}
