import type { Millis } from '@hookwright/model'
import { timeFormat } from '../../kit/page/time-format.ts'

const minute = timeFormat({ hour: '2-digit', minute: '2-digit' })
const dayOfMonth = timeFormat({ day: 'numeric', month: 'short' })

/** `14:02` of today, `24 Nov` of another day, where the reader is. */
export const minuteOfDay = (at: Millis, now: Millis = Date.now()): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? minute(at) : dayOfMonth(at)
