import type { Millis } from '@hookwright/model'
import { timeFormat } from '../../kit/page/time-format.ts'

const minute = timeFormat({ hour: '2-digit', minute: '2-digit' })
const dayOfMonth = timeFormat({ day: 'numeric', month: 'short' })

/** Formats a time in the reader's time zone: `14:02` today, `24 Nov` on other days. */
export const minuteOfDay = (at: Millis, now: Millis = Date.now()): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? minute(at) : dayOfMonth(at)
