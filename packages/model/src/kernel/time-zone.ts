import { DAY, type Millis } from './millis.ts'

/** Clock of a time zone. */
export interface TimeZone {
  /** Returns the wall clock time at a moment. It is the moment at which UTC clocks show the same; NaN for an invalid moment. */
  clockAt: (moment: Millis) => Millis
  /**
   * The moment at which they show this. Where they are put back and show it twice, it is the first time; where they are
   * put forward past it, it is as long behind the leap as the clock time is.
   */
  momentAt: (clock: Millis) => Millis
  /** Offset of its clocks from UTC at a moment. */
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

/** A time zone by its IANA name, UTC for none; null for one that is unknown. */
export const timeZoneOf = (name: string): TimeZone | null => {
  if (name === '' || name === 'UTC') return utc
  const known = opened.get(name)
  if (known !== undefined) return known
  const zone = openZone(name)
  // Names are few; whoever writes others does not fill the memory.
  if (zone !== null && opened.size < 1_000) opened.set(name, zone)
  return zone
}
