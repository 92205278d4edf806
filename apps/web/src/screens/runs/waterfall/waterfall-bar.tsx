import { formatDuration, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { CSSProperties } from 'react'
import type { WaterfallRow } from './waterfall-rows.ts'

const along = (from: number, to: number, total: number): CSSProperties => ({
  left: `${(100 * from) / total}%`,
  width: `max(2px, ${(100 * (to - from)) / total}%)`
})

/** Formats the part of a step's time in which it waited for services; undefined for a step without requests. */
const formatWaited = ({ of, from, to }: WaterfallRow): string | undefined => {
  const requests = of?.requests ?? []
  if (requests.length === 0) return undefined
  const waited = requests.reduce((sum, request) => sum + (request.to ?? to) - request.from, 0)
  return `${formatDuration(to - from)}, of which ${formatDuration(waited)} in ${requests.length === 1 ? 'a request' : `${requests.length} requests`}`
}

/** Bar of a step within the run, with its requests, which are darker, and failed attempts. */
export const WaterfallBar = ({
  row,
  total,
  startedAt
}: {
  row: WaterfallRow
  total: number
  startedAt: Millis
}) => (
  <span aria-hidden title={formatWaited(row)} className="relative block h-full min-w-0">
    <span
      className={cx(
        'absolute top-1/2 h-2 -translate-y-1/2 rounded-[2px]',
        row.failed ? 'bg-err' : 'bg-line-strong',
        (row.open === true || (row.of?.requests?.length ?? 0) > 0) && 'opacity-50'
      )}
      style={along(row.from, row.to, total)}
    />
    {row.of?.requests?.map(({ from, to, status }) => (
      <span
        key={from}
        className={cx(
          'absolute top-1/2 h-2 -translate-y-1/2 rounded-[2px]',
          status === null || status >= 400 ? 'bg-err' : 'bg-ink-3'
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
