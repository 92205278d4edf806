import type { Millis, Polling } from '@hookwright/model'
import { minuteTime } from '../../kit/page/clock-time.ts'

/** Time of the next scheduled run or poll of an active flow. Renders nothing for other flows. */
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
