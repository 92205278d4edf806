import { DAY, type Millis } from '@hookwright/model'
import { dayTime } from '../../kit/page/clock-time.ts'

/** Height of the heading of a day above its first row, in pixels. */
export const DAY_HEAD = 28

const isSameDay = (one: Millis, other: Millis): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString()

/** Formats a day in the reader's time zone: `Today`, `Yesterday`, `24 Nov 2026`. */
export const formatDay = (at: Millis, now: Millis): string => {
  if (isSameDay(at, now)) return 'Today'
  // The noon of today is on the same date a day earlier, also where the clocks change.
  return isSameDay(at, new Date(now).setHours(12) - DAY) ? 'Yesterday' : dayTime(at)
}

/** Returns the indexes of the rows that start a new day, in a list sorted by time. */
export const dayHeads = (times: readonly Millis[]): ReadonlySet<number> =>
  new Set(
    times.flatMap((at, index) => {
      const before = times[index - 1]
      return before !== undefined && isSameDay(before, at) ? [] : [index]
    })
  )
