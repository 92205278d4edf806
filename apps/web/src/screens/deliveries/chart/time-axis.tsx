import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import { dayTime, minuteClock, minuteTime } from '../../../kit/page/clock-time.ts'
import type { Bar } from './bars.ts'

/** Start and end of the time that bars show, below them. */
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

/** Share of a row of bars at each of its ends where a label above a bar has no room in the middle. */
const EDGE = 0.15

/** Scale above the highest bar of a row; aligned so that it stays inside the row. */
export const PeakLabel = ({
  at,
  of,
  children
}: {
  /** Index of the bar. */
  at: number
  /** Number of bars. */
  of: number
  children: ReactNode
}) => (
  <span
    aria-hidden
    className={cx(
      'tabular text-small leading-4 whitespace-nowrap text-ink-3',
      at < EDGE * of ? 'self-start' : at >= (1 - EDGE) * of && 'self-end'
    )}
  >
    {children}
  </span>
)
