import type { Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { CSSProperties } from 'react'
import type { WaterfallRow } from './waterfall-rows.ts'

const along = (from: number, to: number, total: number): CSSProperties => ({
  left: `${(100 * from) / total}%`,
  width: `max(2px, ${(100 * (to - from)) / total}%)`
})

const colourOf = ({ of, failed }: WaterfallRow): string => {
  if (failed) return 'bg-err'
  return of === null ? 'bg-line-strong' : 'bg-rail-done'
}

/** Bar of a step within the run, with its requests and failed attempts. */
export const WaterfallBar = ({
  row,
  total,
  startedAt
}: {
  row: WaterfallRow
  total: number
  startedAt: Millis
}) => (
  <span aria-hidden className="relative block h-full min-w-0">
    <span
      className={cx(
        'absolute top-1/2 h-2 -translate-y-1/2 rounded-[2px]',
        colourOf(row),
        row.open === true && 'opacity-45'
      )}
      style={along(row.from, row.to, total)}
    />
    {row.of?.requests?.map(({ from, to, status }) => (
      <span
        key={from}
        className={cx(
          'absolute top-1/2 h-0.75 -translate-y-1/2 rounded-full',
          status === null || status >= 400 ? 'bg-err' : 'bg-surface/60'
        )}
        style={along(from, to ?? row.to, total)}
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
