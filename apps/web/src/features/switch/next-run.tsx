import type { Millis, Polling } from '@hookwright/model'
import { minuteTime } from '../../kit/page/clock-time.ts'

/** The next time at which a flow that is on is started by its schedule or polled; nothing for another start. */
export const NextRun = ({
  progress
}: {
  progress: { nextRunAt: Millis | null; polling: Polling | null } | null | undefined
}) => {
  const at = progress?.nextRunAt ?? progress?.polling?.nextAt ?? null
  if (at === null) return null
  return (
    <p className="m-0 flex items-center gap-2 whitespace-nowrap text-small">
      <span className="text-ink-3">{progress?.polling ? 'Next poll' : 'Next run'}</span>
      <time dateTime={new Date(at).toISOString()} className="tabular text-ink">
        {minuteTime(at)}
      </time>
    </p>
  )
}
