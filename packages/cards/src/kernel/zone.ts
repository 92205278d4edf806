import type { InputPort } from '@hookwright/engine'
import { DAY, Fault, type Millis, one } from '@hookwright/model'

/** The input of a card that reads a calendar or a clock. */
export const zonePort: InputPort = { id: 'zone', label: 'Time zone', type: one('text'), required: false }

/** Clock of a time zone. */
export interface Zone {
  /** Returns the wall clock time at a moment. It is the moment at which UTC clocks show the same; NaN for an invalid moment. */
  clockAt: (moment: Millis) => Millis
  /**
   * The moment at which they show this. Where they are put back and show it twice, it is the first time; where they are
   * put forward past it, it is as long behind the leap as the clock time is.
   */
  momentAt: (clock: Millis) => Millis
}

const utc: Zone = { clockAt: moment => moment, momentAt: clock => clock }

const formatOf = (name: string, card: string): Intl.DateTimeFormat => {
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
    throw new Fault('card.failed', {
      message: `“${card}” does not know the time zone “${name.slice(0, 100)}”. Write it as in Europe/Berlin, or leave it empty for UTC.`
    })
  }
}

/** A time zone by its IANA name, UTC for none. Throws `card.failed` for one that nobody knows. */
export const zoneOf = (name: string, card: string): Zone => {
  if (name === '' || name === 'UTC') return utc
  const format = formatOf(name, card)
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
    momentAt: clock => {
      const before = offsetAt(clock - DAY)
      const after = offsetAt(clock + DAY)
      const fits = [before, after].find(offset => offsetAt(clock - offset) === offset)
      return clock - (fits ?? before)
    }
  }
}
