import { dayTime, minuteClock, minuteTime } from '../../../kit/page/clock-time.ts'
import type { Bar } from './bars.ts'

/** Start and end time of the chart, below the bars. */
export const TimeAxis = ({ bars }: { bars: readonly Pick<Bar, 'from' | 'until'>[] }) => {
  const first = bars[0]
  const last = bars.at(-1)
  const isOneDay = first !== undefined && last !== undefined && dayTime(first.from) === dayTime(last.until)
  const format = isOneDay ? minuteClock : minuteTime
  return (
    <div aria-hidden className="flex min-h-4 justify-between text-small text-ink-3 tabular">
      <span>{first !== undefined && format(first.from)}</span>
      <span>{last !== undefined && format(last.until)}</span>
    </div>
  )
}

/** Unit of the bars and the highest value, at the top left of the chart. */
export const MeasureLabel = ({ children }: { children: string }) => (
  <p className="tabular m-0 min-h-4 text-small leading-4 font-medium text-ink-3">{children}</p>
)
