import type { Millis } from '@hookwright/model'
import { clockTime } from '../../kit/page/clock-time.ts'

/** When a service is called again to see whether it works: at a time, or with the next call where that has passed. */
export const probeWords = (until: Millis, now: Millis): string =>
  `The next call is let through${now < until ? ` at ${clockTime(until)}` : ''}; its answer decides.`
