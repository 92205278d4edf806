import type { Millis } from '@hookwright/model'

const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayOfMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** `14:02` of today, `24 Nov` of another day, where the reader is. */
export const minuteOfDay = (at: Millis, now: Millis = Date.now()): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? minute.format(at) : dayOfMonth.format(at)
