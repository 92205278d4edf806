import { HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import { timeFormat } from './time-format.ts'

const dayOfMonth = timeFormat({ day: 'numeric', month: 'short' })

/** Formats the time since a moment: `12 s ago`, `3 min ago`, `7 h ago`, or `24 Nov` after a day. */
export const formatAgo = (at: Millis, now: Millis): string => {
  const passed = Math.max(0, now - at)
  if (passed < MINUTE) return `${Math.floor(passed / SECOND)} s ago`
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`
  if (passed < 24 * HOUR) return `${Math.floor(passed / HOUR)} h ago`
  return dayOfMonth(at)
}
