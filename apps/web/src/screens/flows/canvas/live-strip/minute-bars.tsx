import { cx } from '@hookwright/ui'
import { useEffect, useState } from 'react'
import type { ListedDelivery } from '../../../../features/history/api-types.ts'
import { formatCount } from '../../../../kit/page/format-count.ts'
import { createArrivals } from './arrivals.ts'

const HEIGHT = 20

/**
 * Chart of the last minute's deliveries: one bar per second, newest on the right. Renders nothing without
 * deliveries.
 */
export const MinuteBars = ({ rows }: { rows: readonly ListedDelivery[] }) => {
  const [arrivals] = useState(createArrivals)
  const [now, setNow] = useState(() => Date.now())
  arrivals.note(rows)
  const bars = arrivals.bars(now)
  const total = bars.reduce((sum, count) => sum + count, 0)
  const isQuiet = total === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows are drawn in their own second.
  useEffect(() => setNow(Date.now()), [rows])
  useEffect(() => {
    if (isQuiet) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isQuiet])
  if (isQuiet) return null
  const most = Math.max(...bars)
  return (
    <span className="flex shrink-0 items-center gap-2 max-lg:hidden">
      <span
        role="img"
        aria-label={`${formatCount(total, 'delivery', 'deliveries')} in the last minute`}
        className="flex items-end gap-px"
        style={{ height: HEIGHT }}
      >
        {bars.map((count, at) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is a second by its place.
            key={at}
            className={cx(
              'w-[3px] origin-bottom rounded-[1px] transition-transform duration-(--dur-2)',
              count === 0 ? 'bg-line-strong/40' : at >= bars.length - 2 ? 'bg-accent' : 'bg-ok/65'
            )}
            style={{
              height: HEIGHT,
              transform: `scaleY(${count === 0 ? 0.08 : Math.max(0.2, count / most)})`
            }}
          />
        ))}
      </span>
      <span className="text-ink-3">last minute</span>
    </span>
  )
}
