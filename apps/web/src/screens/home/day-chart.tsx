import { HOUR, MINUTE, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { type PointerEvent, type ReactNode, useState } from 'react'
import { minuteClock } from '../../kit/page/clock-time.ts'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { curveOf, endOfScale, type Span } from './day-curve.ts'

/** Height of the drawing's own units; its width is the number of spans. */
const HEIGHT = 100

/** Times under the chart: as many as fit with a whole number of hours or minutes between them. */
const ticksOf = (spans: readonly Span[]): { at: number; words: string }[] => {
  const from = spans[0]?.from ?? 0
  const length = (spans.at(-1)?.until ?? from) - from
  const step: Millis = length > 2 * HOUR ? 3 * HOUR : 10 * MINUTE
  const isDay = step > HOUR
  return spans.flatMap(({ from: time }, at) => {
    const date = new Date(time)
    const isWhole = isDay
      ? date.getMinutes() === 0 && date.getHours() % 3 === 0
      : (date.getMinutes() * MINUTE) % step === 0
    return isWhole ? [{ at, words: minuteClock(time) }] : []
  })
}

const wordsOf = ({ from, until, all, failed }: Span): string =>
  `${minuteClock(from)} to ${minuteClock(until)}: ${formatCount(all, 'event')}${failed === 0 ? '' : `, ${formatNumber(failed)} failed`}`

const Legend = ({ hasFailed }: { hasFailed: boolean }) => (
  <span className="flex gap-3">
    <span className="flex items-center gap-1.5">
      <span className="h-0.5 w-3 rounded-full bg-rail-done" />
      Events
    </span>
    {hasFailed && (
      <span className="flex items-center gap-1.5">
        <span className="h-2.5 w-0.75 rounded-[1px] bg-err" />
        Failed
      </span>
    )}
  </span>
)

/**
 * Area chart of events with bars for failed ones. The pointer reads the count of a span; the figures above and the list of
 * deliveries say the same in words.
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
  const heightOf = (value: number): number => HEIGHT - (value / end) * HEIGHT
  const line = curveOf(spans.map(({ all }) => heightOf(all)))
  const middleOf = (at: number): string => `${((at + 0.5) / Math.max(1, count)) * 100}%`
  const shown = pointed === null ? undefined : spans[pointed]
  const last = spans.at(-1)
  const point = ({ clientX, currentTarget }: PointerEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const at = Math.floor(((clientX - left) / Math.max(1, width)) * count)
    setPointed(Math.max(0, Math.min(count - 1, at)))
  }
  return (
    <div className="border-t border-line px-4 pt-3 pb-3">
      <div className="mb-3.5 flex items-center justify-between gap-3">
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
          className="tabular flex h-24 min-w-4 flex-col justify-between py-px text-right text-small leading-none text-ink-3"
        >
          <span className="-translate-y-1/2">{formatNumber(end)}</span>
          <span className="translate-y-1/2">0</span>
        </span>
        <div
          role="img"
          aria-label={label}
          className="relative h-24 border-t border-b border-t-line border-b-line-2"
          onPointerMove={point}
          onPointerLeave={() => setPointed(null)}
        >
          <svg
            aria-hidden
            viewBox={`-0.5 0 ${Math.max(1, count)} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            {count > 0 && (
              <>
                <path
                  d={`${line}L${count - 1},${HEIGHT}L0,${HEIGHT}Z`}
                  className="fill-[color-mix(in_oklab,var(--rail-done)_14%,transparent)]"
                />
                <path
                  d={line}
                  fill="none"
                  vectorEffect="non-scaling-stroke"
                  strokeWidth={1.75}
                  strokeLinejoin="round"
                  className="stroke-rail-done"
                />
              </>
            )}
            {spans.map(
              ({ from, failed }, at) =>
                failed > 0 && (
                  <rect
                    key={from}
                    x={at - 0.18}
                    width={0.36}
                    y={Math.min(heightOf(failed), HEIGHT - 6)}
                    height={Math.max(HEIGHT - heightOf(failed), 6)}
                    className="fill-err"
                  />
                )
            )}
          </svg>
          {shown !== undefined && pointed !== null && (
            <>
              <span className="absolute inset-y-0 w-px bg-line-strong" style={{ left: middleOf(pointed) }} />
              <Dot left={middleOf(pointed)} share={shown.all / end} />
            </>
          )}
          {shown === undefined && last !== undefined && (
            <Dot left={middleOf(count - 1)} share={last.all / end} />
          )}
        </div>
        <span aria-hidden className="tabular relative col-start-2 h-4 pt-1 text-small text-ink-3">
          {ticksOf(spans).map(({ at, words }, index) => (
            <span
              key={words}
              className={cx('absolute -translate-x-1/2', index % 2 === 1 && 'max-sm:hidden')}
              style={{ left: `${(at / Math.max(1, count)) * 100}%` }}
            >
              {words}
            </span>
          ))}
        </span>
      </div>
    </div>
  )
}

const Dot = ({ left, share }: { left: string; share: number }) => (
  <span
    className="absolute size-2 -translate-x-1/2 translate-y-1/2 rounded-full bg-rail-done ring-2 ring-surface"
    style={{ left, bottom: `${share * 100}%` }}
  />
)
