import { timeFormat } from './time-format.ts'

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const minute = { hour: '2-digit', minute: '2-digit' } as const

/** Formats a time in the reader's time zone: `14:02:11`. */
export const clockTime = timeFormat({ ...minute, second: '2-digit' })

/** Formats a time in the reader's time zone: `14:02`. */
export const minuteClock = timeFormat(minute)

/** Formats a date in the reader's time zone: `24 Nov 2026`. */
export const dayTime = timeFormat(day)

/** Formats a time in the reader's time zone: `24 Nov 2026, 14:02`. */
export const minuteTime = timeFormat({ ...day, ...minute })

/** Formats a time in the reader's time zone: `24 Nov 2026, 14:02:11`. */
export const secondTime = timeFormat({ ...day, ...minute, second: '2-digit' })

const onOneDay = (from: number, to: number): boolean => dayTime(from) === dayTime(to)

/**
 * Formats a time span in the reader's time zone.
 *
 * If both times are on the same day, the date appears once; if they are in the same minute, seconds are
 * added: `24 Nov 2026, 14:02 to 15:30`, `24 Nov 2026, 14:02:11 to 14:02:48`, `24 Nov 2026, 14:02 to 25 Nov
 * 2026, 09:00`.
 */
export const spanTime = (from: number, to: number): string => {
  if (!onOneDay(from, to)) return `${minuteTime(from)} to ${minuteTime(to)}`
  return minuteTime(from) === minuteTime(to)
    ? `${secondTime(from)} to ${clockTime(to)}`
    : `${minuteTime(from)} to ${minuteClock(to)}`
}
