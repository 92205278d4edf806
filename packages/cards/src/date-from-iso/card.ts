import { outputs } from '@hookwright/engine'
import { Fault, one } from '@hookwright/model'
import { dateTextOf } from '../kernel/date-text.ts'
import { plainCard } from '../kernel/plain-card.ts'
import { zoneOf, zonePort } from '../kernel/zone.ts'
import { parseIso } from './parse-iso.ts'

/** Card that parses an ISO 8601 text into a date and time. */
export const dateFromIso = plainCard({
  type: 'date-from-iso',
  title: 'Convert from ISO',
  group: 'Date & Time',
  docs: {
    summary: 'Date from ISO 8601 text',
    aliases: ['parse', 'timestamp', 'rfc 3339'],
    help: 'Converts a text in any form of ISO 8601 to Date & Time, such as 2026-01-31T09:30:00+01:00, 20260131T0930Z, 2026-031 (day of the year) or 2026-W05-6 (week and weekday). Without an offset it is read in the time zone, which is UTC unless you enter one, such as Europe/Berlin. The output is in UTC. A missing text returns null.',
    example: {
      config: {},
      inputs: { text: '20260131T0930', zone: 'Europe/Berlin' },
      outputs: { output: '2026-01-31T08:30:00.000Z' }
    }
  },
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }, zonePort],
    outputs: [{ id: 'output', label: 'Output', type: one('date') }]
  },
  /**
   * Returns the date and time in UTC. Throws `card.failed` for other text, and for an unknown time
   * zone.
   */
  execute: ({ inputs, name }) => {
    if (typeof inputs.text !== 'string') return outputs({ output: null })
    const output = dateTextOf(parseIso(inputs.text.trim(), zoneOf(String(inputs.zone ?? ''), name)))
    if (output !== null) return outputs({ output })
    throw new Fault('card.failed', {
      message: `“${name}” received a text that is not an ISO 8601 date from the year 0 to 9999. Map a date such as 2026-01-31T09:30:00Z, or use Text to Date for other formats.`
    })
  }
})
