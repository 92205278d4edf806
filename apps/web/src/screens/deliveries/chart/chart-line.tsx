import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import { dayTime, minuteClock, minuteTime } from '../../../kit/page/clock-time.ts'
import type { Bar } from './bars.ts'

/** Start or end of the chart, beside its bars. */
const EndTime = ({ children }: { children: string }) => (
  <span aria-hidden className="tabular shrink-0 text-small leading-4 text-ink-3">
    {children}
  </span>
)

/**
 * Line above a list: figures at the left, a small chart at the right. The unit of the bars is shown where the
 * line has room, and otherwise in the tooltip of the chart. Without bars, there are only the figures.
 */
export const ChartLine = ({
  label,
  figures,
  legend,
  measure,
  bars,
  children
}: {
  /** Accessible name. */
  label: string
  figures: string
  legend?: ReactNode
  /** Unit of the bars and the highest value. */
  measure: string
  bars: readonly Pick<Bar, 'from' | 'until'>[]
  /** Bars of the chart. */
  children: ReactNode
}) => {
  const [first, last] = [bars[0], bars.at(-1)]
  const hasBars = first !== undefined && last !== undefined
  const format = hasBars && dayTime(first.from) === dayTime(last.until) ? minuteClock : minuteTime
  return (
    <section aria-label={label} className="@container shrink-0 px-8 pb-2 max-md:px-4">
      <div
        className={cx(
          'flex flex-wrap items-end gap-x-4 gap-y-2 text-small @2xl:flex-nowrap',
          hasBars && 'min-h-7'
        )}
      >
        <p className="tabular m-0 shrink-0 grow leading-4 text-balance text-ink-2 max-md:shrink">{figures}</p>
        {legend}
        {hasBars && (
          <>
            <span
              aria-hidden
              className="tabular hidden min-w-0 shrink-[99] truncate leading-4 text-ink-3 @5xl:inline"
            >
              {measure}
            </span>
            <div title={measure} className="flex w-96 max-w-full min-w-40 items-end gap-2 max-md:w-full">
              <EndTime>{format(first.from)}</EndTime>
              {children}
              <EndTime>{format(last.until)}</EndTime>
            </div>
          </>
        )}
      </div>
    </section>
  )
}
