import type { Millis } from '@hookwright/model'
import { minuteTime } from '../../kit/page/clock-time.ts'

/** The next time at which a schedule starts a flow. */
export const NextRun = ({ at }: { at: Millis }) => (
  <p className="m-0 flex items-center gap-2 whitespace-nowrap text-small">
    <span className="text-ink-3">Next run</span>
    <time dateTime={new Date(at).toISOString()} className="tabular text-ink">
      {minuteTime(at)}
    </time>
  </p>
)
