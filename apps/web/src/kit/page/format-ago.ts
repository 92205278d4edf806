import { HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import { dayTime } from './clock-time.ts'
import { timeFormat } from './time-format.ts'

const dayOfMonth = timeFormat({ day: 'numeric', month: 'short' })

/**
 * Formats the time since a moment: `just now`, `12 s ago`, `3 min ago`, `7 h ago`.
 *
 * After a day it is the date: `24 Nov`, with the year if it is not the current year.
 */
export const formatAgo = (at: Millis, now: Millis): string => {
  const passed = Math.max(0, now - at)
  if (passed < 10 * SECOND) return 'just now'
  if (passed < MINUTE) return `${Math.floor(passed / SECOND)} s ago`
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`
  if (passed < 24 * HOUR) return `${Math.floor(passed / HOUR)} h ago`
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayOfMonth(at) : dayTime(at)
}
