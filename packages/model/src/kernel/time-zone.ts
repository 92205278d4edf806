import { DAY, type Millis } from './millis.ts'

/** Conversion between UTC and the wall clock of a time zone. */
export interface TimeZone {
  /** Returns the wall clock time, encoded as the UTC time with the same digits; NaN for an invalid time. */
  clockAt: (moment: Millis) => Millis
  /**
   * Returns the UTC time of a wall clock time. A repeated clock time gives the first occurrence; a skipped
   * clock time is moved forward by the length of the gap.
   */
  momentAt: (clock: Millis) => Millis
  /** Returns the offset from UTC at a time. */
  offsetAt: (moment: Millis) => Millis
}

const utc: TimeZone = { clockAt: moment => moment, momentAt: clock => clock, offsetAt: () => 0 }

const formatOf = (name: string): Intl.DateTimeFormat | null => {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric'
    })
  } catch {
    return null
  }
}

const openZone = (name: string): TimeZone | null => {
  const format = formatOf(name)
  if (format === null) return null
  const clockAt = (moment: Millis): Millis => {
    if (Number.isNaN(new Date(moment).getTime())) return Number.NaN
    const shown = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]))
    const year = shown.era === 'BC' ? 1 - Number(shown.year) : Number(shown.year)
    const clock = new Date(0)
    clock.setUTCFullYear(year, Number(shown.month) - 1, Number(shown.day))
    clock.setUTCHours(Number(shown.hour), Number(shown.minute), Number(shown.second))
    // The parts are whole seconds, also of a moment before 1970.
    return clock.getTime() + (((moment % 1000) + 1000) % 1000)
  }
  const offsetAt = (moment: Millis): Millis => clockAt(moment) - moment
  return {
    clockAt,
    offsetAt,
    momentAt: clock => {
      const before = offsetAt(clock - DAY)
      const after = offsetAt(clock + DAY)
      const fits = [before, after].find(offset => offsetAt(clock - offset) === offset)
      return clock - (fits ?? before)
    }
  }
}

const opened = new Map<string, TimeZone>()

/** Returns the time zone of an IANA name; UTC for an empty name, `null` for an unknown name. */
export const timeZoneOf = (name: string): TimeZone | null => {
  if (name === '' || name === 'UTC') return utc
  const known = opened.get(name)
  if (known !== undefined) return known
  const zone = openZone(name)
  // Names are few; whoever writes others does not fill the memory.
  if (zone !== null && opened.size < 1_000) opened.set(name, zone)
  return zone
}
