import type { Millis } from '@hookwright/model'
import { clockTime } from '../../kit/page/clock-time.ts'

/**
 * Describes the next trial call to a service that is not called because of failures: “The next call is sent
 * as a probe at 14:02:11. …”
 *
 * `until` is the earliest time of that call.
 */
export const formatNextProbe = (until: Millis, now: Millis): string =>
  `The next call is sent as a probe${now < until ? ` at ${clockTime(until)}` : ''}. If it succeeds, the breaker closes.`
