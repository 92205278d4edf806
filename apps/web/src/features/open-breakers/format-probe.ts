import type { Millis } from '@hookwright/model'
import { clockTime } from '../../kit/page/clock-time.ts'

/**
 * Describes when a blocked service is called again: “The next call is sent as a probe at 14:02:11. …”
 *
 * The service is blocked because too many calls failed. `until` is the earliest time of the next call.
 */
export const formatNextProbe = (until: Millis, now: Millis): string =>
  `The next call is sent as a probe${now < until ? ` at ${clockTime(until)}` : ''}. If it succeeds, the breaker closes.`
