import { formatTick, type Millis, type Polling, shownZone } from '@hookwright/model'

/** Next time of a schedule as shown: in its own time zone, and in the reader's where that differs. */
export interface ShownTick {
  at: Millis
  text: string
  /** Time in the reader's time zone; `null` if it is the same. */
  own: string | null
}

/** Returns the next scheduled run or poll of an active flow as shown; `null` for other flows. */
export const nextTickOf = (
  progress: { nextRun: { at: Millis; zone: string } | null; polling: Polling | null } | null | undefined,
  now: Millis
): ShownTick | null => {
  const { nextRun = null, polling = null } = progress ?? {}
  const at = nextRun?.at ?? polling?.nextAt ?? null
  if (at === null) return null
  const zone = nextRun?.zone ?? polling?.schedule.zone ?? ''
  const time = formatTick(at, zone, now)
  const own = formatTick(at, undefined, now)
  return { at, text: `${time}, ${shownZone(zone)}`, own: own === time ? null : own }
}

/**
 * Time of the next scheduled run or poll of an active flow, in the time zone of its schedule. Renders nothing
 * for other flows.
 */
export const NextRun = ({
  progress,
  isLine = false
}: {
  progress: Parameters<typeof nextTickOf>[0]
  /** True for a single line, which shows the reader's time as a tooltip. */
  isLine?: boolean
}) => {
  const next = nextTickOf(progress, Date.now())
  if (next === null) return null
  const own = next.own === null ? undefined : `${next.own} your time`
  return (
    <p className="m-0 flex gap-2 text-small whitespace-nowrap">
      <span className="text-ink-3">{progress?.polling ? 'Next poll' : 'Next run'}</span>
      <span className="tabular flex min-w-0 flex-col">
        <time
          dateTime={new Date(next.at).toISOString()}
          title={isLine ? own : undefined}
          className="truncate text-ink"
        >
          {next.text}
        </time>
        {own !== undefined && <span className={isLine ? 'sr-only' : 'text-ink-3'}>{own}</span>}
      </span>
    </p>
  )
}
