import { timeFormat } from '../../kit/page/time-format.ts'

const second = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
const clock = timeFormat({ ...second, fractionalSecondDigits: 3 })
const dayAndClock = timeFormat({ day: 'numeric', month: 'short', ...second })
const dayAndExactClock = timeFormat({
  day: 'numeric',
  month: 'short',
  ...second,
  fractionalSecondDigits: 3
})

const isSameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString()

const isSameYear = (one: number, other: number): boolean =>
  new Date(one).getFullYear() === new Date(other).getFullYear()

/** Formats a time in the reader's time zone: `24 Nov 2026, 14:02:11`. */
export const formatFullTime = timeFormat({ dateStyle: 'medium', timeStyle: 'medium' })

/**
 * Formats a time for a row, in the reader's time zone.
 *
 * It is `14:02:11.204` on the same day and `23 Nov, 14:02:11` on earlier days. The year is added if it is not
 * the current year.
 */
export const rowTime = (at: number, now: number): string => {
  if (isSameDay(at, now)) return clock(at)
  return isSameYear(at, now) ? dayAndClock(at) : formatFullTime(at)
}

/** Formats the exact time for a tooltip: `24 Nov 2026, 14:02:11.204 GMT+01:00`. */
export const exactTime = timeFormat({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  ...second,
  fractionalSecondDigits: 3,
  timeZoneName: 'longOffset'
})

/** Formats a time value in a table of values: `24 Nov 2026, 14:02:11.204`. */
export const valueTime = timeFormat({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  ...second,
  fractionalSecondDigits: 3
})

/**
 * Formats a time in a list of facts: `Today, 14:02:11.204`, `23 Nov, 14:02:11.204` in the current year, or
 * `23 Nov 2025, 14:02:11.204`.
 */
export const factTime = (at: number, now: number): string => {
  if (isSameDay(at, now)) return `Today, ${clock(at)}`
  return isSameYear(at, now) ? dayAndExactClock(at) : valueTime(at)
}

/** Formats a size in bytes: `640 B`, `1.2 kB`, `3.4 MB`, `5.6 GB`. */
export const formatSize = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`
  const [number, unit] =
    bytes < 999_500
      ? [bytes / 1_000, 'kB']
      : bytes < 999_500_000
        ? [bytes / 1_000_000, 'MB']
        : [bytes / 1_000_000_000, 'GB']
  return `${number < 99.95 ? number.toFixed(1) : Math.round(number)} ${unit}`
}
