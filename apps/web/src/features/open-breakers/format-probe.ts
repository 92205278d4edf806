import type { Millis } from '@hookwright/model'
import { clockTime } from '../../kit/page/clock-time.ts'

/**
 * Describes the time of the next probe of a service.
 * After `until`, the next call is the probe.
 */
export const formatNextProbe = (until: Millis, now: Millis): string =>
  `The next call is sent as a probe${now < until ? ` at ${clockTime(until)}` : ''}. If it succeeds, the breaker closes.`
