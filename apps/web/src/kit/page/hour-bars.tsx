import { cx } from '@hookwright/ui'
import { formatCount, formatNumber } from './format-count.ts'

/** Number of runs and of failed runs in one hour. */
export interface Hour {
  runs: number
  failed: number
}

const WIDTHS = { usual: 5, narrow: 3 }
const GAP = 2

/**
 * Returns the height of the bar for one hour. The hour with the most runs has the full height.
 *
 * An hour with failed runs has at least half of the full height.
 */
const heightOf = ({ runs, failed }: Hour, most: number, height: number): number =>
  runs === 0 ? 2 : Math.max(3, Math.round((runs / most) * height), failed > 0 ? height / 2 : 0)

const fillOf = ({ runs, failed }: Hour, isNow: boolean): string => {
  if (runs === 0) return 'fill-line-2'
  if (failed > 0) return 'fill-err'
  return isNow ? 'fill-rail-live' : 'fill-[color-mix(in_oklab,var(--ok)_62%,var(--bg-surface))]'
}

/** Describes the bars in words: `214 runs in 24 hours, 0 failed`. */
export const formatHours = (hours: readonly Hour[], one = 'run', many = `${one}s`): string => {
  const runs = hours.reduce((sum, hour) => sum + hour.runs, 0)
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0)
  return `${formatCount(runs, one, many)} in 24 hours, ${formatNumber(failed)} failed`
}

/**
 * Bar chart of the last 24 hours.
 *
 * Bars are green, or red for failures; an hour without runs has a dash. The current hour is blue while a run
 * is in progress.
 */
export const HourBars = ({
  hours,
  isRunning = false,
  height = 24,
  isNarrow = false,
  label,
  className
}: {
  hours: readonly Hour[]
  isRunning?: boolean
  height?: number
  /** True for bars with a width of 3 pixels. */
  isNarrow?: boolean
  /** Text alternative; by default a description of the counts. */
  label?: string
  className?: string
}) => {
  const most = Math.max(1, ...hours.map(({ runs }) => runs))
  const each = isNarrow ? WIDTHS.narrow : WIDTHS.usual
  const width = hours.length * (each + GAP) - GAP
  return (
    <svg
      role="img"
      aria-label={label ?? formatHours(hours)}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={cx('shrink-0', className)}
    >
      {hours.map((hour, at) => {
        const tall = heightOf(hour, most, height)
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is known by its place alone.
            key={at}
            x={at * (each + GAP)}
            y={height - tall}
            width={each}
            height={tall}
            rx={1}
            className={fillOf(hour, isRunning && at === hours.length - 1)}
          />
        )
      })}
    </svg>
  )
}

/** Empty bars while the counts are loading. */
export const noHours: readonly Hour[] = Array.from({ length: 24 }, () => ({ runs: 0, failed: 0 }))
