import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { zoneOf, zonePort } from '../kernel/zone.ts'
import { formatDate } from './format-date.ts'

const Config = z.strictObject({})
type Config = z.infer<typeof Config>

/** Card that formats a date and time as text. */
export const dateToText = defineCard<Config>({
  type: 'date-to-text',
  title: 'Date to Text',
  group: 'Date & Time',
  docs: {
    summary: 'Date in a custom format',
    aliases: ['format', 'date format', 'strftime', 'string'],
    help: 'Formats a date as text. Tokens: YYYY or YY year; MMMM, MMM, MM or M month; DD or D day; dddd or ddd weekday; HH or H hour (24-hour clock); hh or h hour (12-hour clock) with A or a for AM and PM; mm or m minute; ss or s second; SSS millisecond; Z or ZZ offset; X or x Unix time in seconds or milliseconds. Put other letters in brackets, as in [week of] D. The time zone is UTC unless you enter one, such as Europe/Berlin.',
    example: {
      config: {},
      inputs: { date: '2026-01-02T15:04:05Z', format: 'ddd, D MMM YYYY [at] HH:mm', zone: 'Europe/Berlin' },
      outputs: { output: 'Fri, 2 Jan 2026 at 16:04' }
    }
  },
  config: Config,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [
        { id: 'date', label: 'Date', type: one('date'), required: true },
        { id: 'format', label: 'Format', type: one('text'), required: true },
        zonePort
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  /** Formats the date and time. Throws `card.failed` for an unknown time zone. */
  execute: ({ inputs, name }) => {
    const zone = zoneOf(String(inputs.zone ?? ''), name)
    return outputs({ output: formatDate(Date.parse(String(inputs.date)), String(inputs.format), zone) })
  }
})
