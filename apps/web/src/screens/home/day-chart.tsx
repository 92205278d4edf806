import { HOUR, MINUTE, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { type PointerEvent, type ReactNode, useState } from 'react'
import { clockTime, minuteClock } from '../../kit/page/clock-time.ts'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { endOfScale, type Span } from './chart-spans.ts'

/** Returns the time between two labels of the time axis. `length` is the time that the chart covers. */
const tickStep = (length: Millis): Millis => {
  if (length > 2 * HOUR) return 3 * HOUR
  return length > 20 * MINUTE ? 10 * MINUTE : 2 * MINUTE
}

/** Returns the time labels below the chart. The steps between labels are whole hours or minutes. */
const ticksOf = (spans: readonly Span[]): { at: number; words: string }[] => {
  const from = spans[0]?.from ?? 0
  const step = tickStep((spans.at(-1)?.until ?? from) - from)
  return spans.flatMap(({ from: time }, at) => {
    const date = new Date(time)
    const isWhole =
      step > HOUR
        ? date.getMinutes() === 0 && date.getHours() % 3 === 0
        : (date.getMinutes() * MINUTE + date.getSeconds() * 1000) % step === 0
    return isWhole ? [{ at, words: minuteClock(time) }] : []
  })
}

const wordsOf = ({ from, until, all, failed }: Span): string => {
  const format = until - from < MINUTE ? clockTime : minuteClock
  return `${format(from)} to ${format(until)}: ${formatCount(all, 'event')}${failed === 0 ? '' : `, ${formatNumber(failed)} failed`}`
}

const Legend = ({ hasFailed }: { hasFailed: boolean }) => (
  <span className="flex gap-3">
    <span className="flex items-center gap-1.5">
      <span className="size-2 rounded-[1px] bg-rail-done" />
      Events
    </span>
    {hasFailed && (
      <span className="flex items-center gap-1.5">
        <span className="size-2 rounded-[1px] bg-err" />
        Failed
      </span>
    )}
  </span>
)

/** Returns the CSS height of a part of a bar, at least 2 px so that it stays visible. */
const heightOf = (value: number, end: number): string => `max(2px, ${(value / end) * 100}%)`

/**
 * Bar of a time span, with failed events at the bottom. The current span is blue, since it may still change.
 */
const SpanBar = ({ span: { all, failed }, end, isNow }: { span: Span; end: number; isNow: boolean }) => (
  <span className="flex h-full w-full max-w-3 flex-col-reverse px-px">
    {failed > 0 && <span className="block bg-err" style={{ height: heightOf(failed, end) }} />}
    {all > failed && (
      <span
        className={cx('block rounded-t-[2px]', isNow ? 'bg-rail-live' : 'bg-rail-done')}
        style={{ height: heightOf(all - failed, end) }}
      />
    )}
  </span>
)

/** Returns the CSS position of a label. Labels at both ends stay within the chart. */
const placeOf = (share: number) => ({
  left: `${share * 100}%`,
  transform: `translateX(${share < 0.03 ? '0' : share > 0.95 ? '-100%' : '-50%'})`
})

/**
 * Bar chart of events, with failed events in red. Hovering shows the count of a span. The figures above and
 * the list of deliveries give the same information as text.
 */
export const DayChart = ({
  spans,
  label,
  children
}: {
  spans: readonly Span[]
  label: string
  /** Controls at the left of the legend. */
  children: ReactNode
}) => {
  const [pointed, setPointed] = useState<number | null>(null)
  const count = spans.length
  const end = endOfScale(Math.max(0, ...spans.map(({ all }) => all)))
  const shown = pointed === null ? undefined : spans[pointed]
  const point = ({ clientX, currentTarget }: PointerEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const at = Math.floor(((clientX - left) / Math.max(1, width)) * count)
    setPointed(Math.max(0, Math.min(count - 1, at)))
  }
  return (
    <div className="border-t border-line px-4 pt-3 pb-3">
      <div className="mb-3.5 flex items-center justify-between gap-3 max-sm:mb-2">
        {children}
        <span aria-hidden className="tabular text-small text-ink-2">
          {shown === undefined ? (
            <Legend hasFailed={spans.some(({ failed }) => failed > 0)} />
          ) : (
            wordsOf(shown)
          )}
        </span>
      </div>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
        <span
          aria-hidden
          className="tabular flex h-24 min-w-4 flex-col justify-between py-px text-right text-small leading-none text-ink-3 max-sm:h-16"
        >
          <span className="-translate-y-1/2">{formatNumber(end)}</span>
          <span className="translate-y-1/2">0</span>
        </span>
        <div
          role="img"
          aria-label={label}
          className="flex h-24 items-end border-t border-b border-t-line border-b-line-strong max-sm:h-16"
          onPointerMove={point}
          onPointerLeave={() => setPointed(null)}
        >
          {spans.map((span, at) => (
            <span
              key={span.from}
              className={cx(
                'flex h-full min-w-0 grow basis-0 items-end justify-center',
                at === pointed && 'bg-hover'
              )}
            >
              <SpanBar span={span} end={end} isNow={at === count - 1} />
            </span>
          ))}
        </div>
        <span aria-hidden className="tabular relative col-start-2 h-4 pt-1 text-small text-ink-3">
          {ticksOf(spans).map(({ at, words }, index) => (
            <span
              key={words}
              className={cx('absolute', index % 2 === 1 && 'max-sm:hidden')}
              style={placeOf(at / Math.max(1, count))}
            >
              {words}
            </span>
          ))}
        </span>
      </div>
    </div>
  )
}
