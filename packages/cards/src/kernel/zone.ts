import type { InputPort } from '@hookwright/engine'
import { Fault, one, timeZoneOf, type TimeZone as Zone } from '@hookwright/model'

export type { TimeZone as Zone } from '@hookwright/model'

/** Input for the time zone of a card. */
export const zonePort: InputPort = { id: 'zone', label: 'Time zone', type: one('text'), required: false }

/**
 * Returns the time zone with this IANA name, or UTC if it is empty. Throws `card.failed` for an unknown name.
 */
export const zoneOf = (name: string, card: string): Zone => {
  const zone = timeZoneOf(name)
  if (zone !== null) return zone
  throw new Fault('card.failed', {
    message: `“${card}” received an unknown time zone, “${name.slice(0, 100)}”. Enter one such as Europe/Berlin, or leave it empty for UTC.`
  })
}
