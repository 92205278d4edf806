import type { Millis } from '@hookwright/model'
import type { Zone } from '../kernel/zone.ts'

export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
]
export const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** Pattern of a token: text in brackets, or letters for a part of a date. */
export const token = /\[([^\]]*)\]|YYYY|YY|M{1,4}|DD?|dddd?|HH?|hh?|mm?|SSS|ss?|A|a|ZZ?|X|x/g

const two = (number: number): string => String(number).padStart(2, '0')

const offsetText = (offset: Millis, between: string): string => {
  const minutes = Math.trunc(Math.abs(offset) / 60_000)
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${between}${two(minutes % 60)}`
}

/** Formats a time in a time zone. Other text in the format is unchanged. Never throws. */
export const formatDate = (moment: Millis, format: string, zone: Zone): string => {
  const offset = zone.clockAt(moment) - moment
  const clock = new Date(moment + offset)
  const year = String(clock.getUTCFullYear()).padStart(4, '0')
  const month = clock.getUTCMonth()
  const weekday = days[clock.getUTCDay()] ?? ''
  const hour = clock.getUTCHours()
  const half = hour % 12 === 0 ? 12 : hour % 12
  const parts: Record<string, string> = {
    YYYY: year,
    YY: year.slice(-2),
    MMMM: months[month] ?? '',
    MMM: (months[month] ?? '').slice(0, 3),
    MM: two(month + 1),
    M: String(month + 1),
    DD: two(clock.getUTCDate()),
    D: String(clock.getUTCDate()),
    dddd: weekday,
    ddd: weekday.slice(0, 3),
    HH: two(hour),
    H: String(hour),
    hh: two(half),
    h: String(half),
    mm: two(clock.getUTCMinutes()),
    m: String(clock.getUTCMinutes()),
    ss: two(clock.getUTCSeconds()),
    s: String(clock.getUTCSeconds()),
    SSS: String(clock.getUTCMilliseconds()).padStart(3, '0'),
    A: hour < 12 ? 'AM' : 'PM',
    a: hour < 12 ? 'am' : 'pm',
    Z: offsetText(offset, ':'),
    ZZ: offsetText(offset, ''),
    X: String(Math.floor(moment / 1000)),
    x: String(moment)
  }
  return format.replace(token, (whole, kept?: string) => kept ?? parts[whole] ?? whole)
}
