import type { Millis } from '@hookwright/model'
import type { Zone } from '../kernel/zone.ts'

const iso =
  /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2}))?|(?<basicMonth>\d{2})(?<basicDay>\d{2})|-?(?<ordinal>\d{3})|-?W(?<week>\d{2})(?:-?(?<weekday>[1-7]))?)?(?<time>[T ](?<hour>\d{2})(?::?(?<minute>\d{2})(?::?(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?)?(?<offset>Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** Returns midnight UTC of a calendar day. `null` for a day that does not exist. */
const dayOf = (year: number, month: number, day: number): Millis | null => {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.getTime() : null
}

const addDays = (midnight: Millis | null, days: number): Millis | null =>
  midnight === null ? null : new Date(midnight).setUTCDate(new Date(midnight).getUTCDate() + days)

const yearOf = (midnight: Millis | null): number | null =>
  midnight === null ? null : new Date(midnight).getUTCFullYear()

/** Returns the day of an ISO week. Week 1 contains 4 January and begins on Monday. */
const dayOfWeek = (year: number, week: number, weekday: number): Millis | null => {
  const fourth = dayOf(year, 1, 4)
  if (fourth === null || week < 1) return null
  const monday = addDays(fourth, -((new Date(fourth).getUTCDay() + 6) % 7))
  const thursday = addDays(monday, (week - 1) * 7 + 3)
  return yearOf(thursday) === year ? addDays(monday, (week - 1) * 7 + weekday - 1) : null
}

const midnightOf = (groups: Record<string, string | undefined>): Millis | null => {
  const year = Number(groups.year)
  if (groups.ordinal !== undefined) {
    const day = addDays(dayOf(year, 1, 1), Number(groups.ordinal) - 1)
    return yearOf(day) === year ? day : null
  }
  if (groups.week !== undefined) return dayOfWeek(year, Number(groups.week), Number(groups.weekday ?? 1))
  return dayOf(
    year,
    Number(groups.month ?? groups.basicMonth ?? 1),
    Number(groups.day ?? groups.basicDay ?? 1)
  )
}

const minutesOf = (offset: string): number => {
  if (offset.toUpperCase() === 'Z') return 0
  const digits = offset.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)
  return offset.startsWith('-') ? -minutes : minutes
}

/**
 * Parses an ISO 8601 text in extended or basic format: calendar, ordinal and week dates, with or without a
 * time. A text without an offset is in the given time zone. `null` if the text is invalid.
 */
export const parseIso = (text: string, zone: Zone): Millis | null => {
  const groups = iso.exec(text)?.groups
  const midnight = groups === undefined ? null : midnightOf(groups)
  if (groups === undefined || midnight === null) return null
  const [hour, minute, second] = [groups.hour, groups.minute, groups.second].map(part => Number(part ?? 0))
  if (hour === undefined || minute === undefined || second === undefined) return null
  const fraction = Number(`0.${groups.fraction ?? 0}`)
  const isEndOfDay = hour === 24 && minute === 0 && second === 0 && fraction === 0
  if ((hour > 23 && !isEndOfDay) || minute > 59 || second > 59) return null
  const clock = midnight + ((hour * 60 + minute) * 60 + second) * 1_000 + Math.floor(fraction * 1_000)
  return groups.offset === undefined ? zone.momentAt(clock) : clock - minutesOf(groups.offset) * 60_000
}
