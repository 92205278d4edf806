import type { Millis } from '@hookwright/model'
import { days, months, token } from '../date-to-text/format-date.ts'
import type { Zone } from '../kernel/zone.ts'

/** Date and time parts that were read from a text. */
interface DateParts {
  year?: number
  month?: number
  day?: number
  hour?: number
  /** Hours to add to the hour of a 12-hour clock: 0 for AM, 12 for PM. */
  half?: 0 | 12
  minute?: number
  second?: number
  millis?: number
  offsetMinutes?: number
  /** The complete moment, if the text is a Unix time. */
  moment?: Millis
}

/**
 * Regular expression for one token of a format, and a function that reads the text it matches. `read` returns
 * null if this text is invalid.
 */
interface TokenReader {
  shape: RegExp
  read: (text: string) => DateParts | null
}

const digits = (shape: RegExp, read: (number: number) => DateParts): TokenReader => ({
  shape,
  read: text => read(Number(text))
})
const two = /\d{2}/y
const oneOrTwo = /\d{1,2}/y

const named = (
  names: string[],
  length: number | undefined,
  read: (index: number) => DateParts
): TokenReader => ({
  shape: /[A-Za-z]+/y,
  read: text => {
    const index = names.findIndex(name => name.slice(0, length).toLowerCase() === text.toLowerCase())
    return index < 0 ? null : read(index)
  }
})

const month = (number: number): DateParts => ({ month: number })
const day = (number: number): DateParts => ({ day: number })
const hour = (number: number): DateParts => ({ hour: number })
const minute = (number: number): DateParts => ({ minute: number })
const second = (number: number): DateParts => ({ second: number })
/** Parses an hour of a 12-hour clock, on which 12 comes before 1. */
const halfDayHour = (number: number): DateParts | null =>
  number < 1 || number > 12 ? null : { hour: number % 12 }

const offset: TokenReader = {
  shape: /Z|[+-]\d{2}:?\d{2}/y,
  read: text => {
    if (text === 'Z') return { offsetMinutes: 0 }
    const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))]
    return { offsetMinutes: (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) }
  }
}
const half: TokenReader = {
  shape: /[AaPp][Mm]/y,
  read: text => ({ half: text.toLowerCase() === 'am' ? 0 : 12 })
}

const readers: ReadonlyMap<string, TokenReader> = new Map([
  ['YYYY', digits(/\d{4}/y, year => ({ year }))],
  // As POSIX reads it.
  ['YY', digits(two, year => ({ year: year + (year < 69 ? 2000 : 1900) }))],
  ['MMMM', named(months, undefined, index => month(index + 1))],
  ['MMM', named(months, 3, index => month(index + 1))],
  ['MM', digits(two, month)],
  ['M', digits(oneOrTwo, month)],
  ['DD', digits(two, day)],
  ['D', digits(oneOrTwo, day)],
  // The date tells the weekday.
  ['dddd', named(days, undefined, () => ({}))],
  ['ddd', named(days, 3, () => ({}))],
  ['HH', digits(two, hour)],
  ['H', digits(oneOrTwo, hour)],
  ['hh', { shape: two, read: text => halfDayHour(Number(text)) }],
  ['h', { shape: oneOrTwo, read: text => halfDayHour(Number(text)) }],
  ['mm', digits(two, minute)],
  ['m', digits(oneOrTwo, minute)],
  ['ss', digits(two, second)],
  ['s', digits(oneOrTwo, second)],
  ['SSS', digits(/\d{3}/y, millis => ({ millis }))],
  ['A', half],
  ['a', half],
  ['Z', offset],
  ['ZZ', offset],
  ['X', digits(/-?\d{1,12}/y, seconds => ({ moment: seconds * 1_000 }))],
  ['x', digits(/-?\d{1,15}/y, moment => ({ moment }))]
])

/** Reads the parts token by token without backtracking, so that no format is slow. */
const partsOf = (text: string, format: string): DateParts | null => {
  const parts: DateParts = {}
  let at = 0
  let done = 0
  const passLiteral = (literal: string): boolean => {
    const fits = text.startsWith(literal, at)
    at += literal.length
    return fits
  }
  for (const found of format.matchAll(token)) {
    const [whole, kept] = found
    if (!passLiteral(format.slice(done, found.index) + (kept ?? ''))) return null
    done = found.index + whole.length
    if (kept !== undefined) continue
    const reader = readers.get(whole)
    if (reader === undefined) return null
    reader.shape.lastIndex = at
    const [shown] = reader.shape.exec(text) ?? []
    const read = shown === undefined ? null : reader.read(shown)
    if (shown === undefined || read === null) return null
    Object.assign(parts, read)
    at += shown.length
  }
  return passLiteral(format.slice(done)) && at === text.length ? parts : null
}

/**
 * Parses a text in a format of Date to Text. Parts missing in the format get their smallest value. Returns
 * null if the text does not fit.
 */
export const parseDate = (text: string, format: string, zone: Zone): Millis | null => {
  const parts = partsOf(text, format)
  if (parts === null) return null
  if (parts.moment !== undefined) return parts.moment
  const { year, month = 1, day = 1, half: add, minute = 0, second = 0, millis = 0, offsetMinutes } = parts
  const hour = (parts.hour ?? 0) + (add ?? 0)
  if (year === undefined || hour > 23 || minute > 59 || second > 59) return null
  const clock = new Date(0)
  clock.setUTCFullYear(year, month - 1, day)
  if (clock.getUTCMonth() !== month - 1 || clock.getUTCDate() !== day) return null
  clock.setUTCHours(hour, minute, second, millis)
  const shown = clock.getTime()
  return offsetMinutes === undefined ? zone.momentAt(shown) : shown - offsetMinutes * 60_000
}
