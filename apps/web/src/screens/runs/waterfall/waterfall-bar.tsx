import { formatDuration, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { CSSProperties } from 'react'
import type { WaterfallRow } from './waterfall-rows.ts'

/**
 * Minimum width of an outlined bar, as a share of the time axis. A shorter outline would look like the digit
 * 0.
 */
const LEAST_OUTLINE = 1 / 50

/** Returns the CSS position of a bar. Bars without a duration are 2 px wide and stay inside the axis. */
const along = (from: number, to: number, total: number): CSSProperties => ({
  left: `min(${(100 * from) / total}%, 100% - 2px)`,
  width: `max(2px, ${(100 * (to - from)) / total}%)`
})

/**
 * Formats the duration of a step: “40 ms: 30 ms waiting for the service, 10 ms in Hookwright”. Undefined for
 * a step without requests.
 */
const formatParts = ({ from, to, waited }: WaterfallRow): string | undefined => {
  if (waited === null) return undefined
  const took = to - from
  const rest = took - waited
  return `${formatDuration(took)}: ${formatDuration(waited)} waiting for the service, ${formatDuration(rest)} in Hookwright`
}

/** Colors of the bars. Each has a contrast of at least 3:1 to its row in both themes, selected or not. */
const tones = {
  time: 'bg-[color-mix(in_srgb,var(--line-strong)_90%,var(--text))]',
  request: 'bg-ink',
  failed: 'bg-err'
} as const

/** Legend of the two tones of a bar. */
export const WaterfallLegend = () => (
  <span className="flex shrink-0 items-center gap-4 text-small whitespace-nowrap text-ink-2">
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={cx('h-2 w-4 rounded-[2px]', tones.request)} />
      Waiting for the service
    </span>
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={cx('h-2 w-4 rounded-[2px]', tones.time)} />
      Hookwright
    </span>
  </span>
)

/**
 * Bar of a step within the run. Requests are darker, failed attempts are marked. If the step's inner steps
 * are listed below, the bar is an outline.
 */
export const WaterfallBar = ({
  row,
  total,
  startedAt
}: {
  row: WaterfallRow
  total: number
  startedAt: Millis
}) => {
  const isOutline = row.open === true && row.to - row.from >= LEAST_OUTLINE * total
  // Without an outline a tick marks the start.
  const end = row.open === true && !isOutline ? row.from : row.to
  return (
    <span aria-hidden title={formatParts(row)} className="relative block h-full min-w-0">
      <span
        className={cx(
          'absolute top-1/2 -translate-y-1/2 rounded-[2px]',
          'h-2',
          isOutline
            ? cx('border bg-transparent', row.failed ? 'border-err' : 'border-line-strong')
            : row.failed
              ? tones.failed
              : tones.time
        )}
        style={along(row.from, end, total)}
      />
      {row.spans.map(({ from, to, failed }) => (
        <span
          // Those of one tone never overlap.
          key={`${failed} ${from}`}
          className={cx(
            'absolute top-1/2 h-2 -translate-y-1/2 rounded-[2px]',
            failed ? tones.failed : tones.request
          )}
          style={along(from, to, total)}
        />
      ))}
      {row.of?.tries?.map(({ at }) => (
        <span
          key={at}
          className="absolute top-1/2 h-3.5 w-0.5 -translate-y-1/2 bg-err"
          style={{ left: `${(100 * (at - startedAt)) / total}%` }}
        />
      ))}
    </span>
  )
}
