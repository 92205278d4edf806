import type { InputPort } from '@hookwright/engine'
import { Fault, one, timeZoneOf, type TimeZone as Zone } from '@hookwright/model'

export type { TimeZone as Zone } from '@hookwright/model'

/** The input of a card that reads a calendar or a clock. */
export const zonePort: InputPort = { id: 'zone', label: 'Time zone', type: one('text'), required: false }

/** A time zone by its IANA name, UTC for none. Throws `card.failed` for one that nobody knows. */
export const zoneOf = (name: string, card: string): Zone => {
  const zone = timeZoneOf(name)
  if (zone !== null) return zone
  throw new Fault('card.failed', {
    message: `“${card}” does not know the time zone “${name.slice(0, 100)}”. Write it as in Europe/Berlin, or leave it empty for UTC.`
  })
}
