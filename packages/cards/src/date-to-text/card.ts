import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { zoneOf, zonePort } from '../kernel/zone.ts'
import { formatDate } from './format-date.ts'

const Config = z.strictObject({})
export type Config = z.infer<typeof Config>

/** A moment as text. */
export const dateToText = defineCard<Config>({
  type: 'date-to-text',
  title: 'Date to Text',
  group: 'Date & Time',
  docs: {
    help: 'Writes a moment as text. In the format, YYYY or YY is the year, MMMM to M the month, DD or D the day, dddd or ddd the weekday, HH or H the hour, hh or h that of a clock of twelve with A or a, mm or m, ss or s, SSS milliseconds, Z or ZZ the offset, X or x what a clock of seconds or milliseconds since 1970 shows. Put other letters into brackets, as in [week of] D. The time zone is UTC unless you name one as in Europe/Berlin.',
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
  /** Writes the moment in the format; `card.failed` for a zone that nobody knows. */
  execute: ({ inputs, name }) => {
    const zone = zoneOf(String(inputs.zone ?? ''), name)
    return outputs({ output: formatDate(Date.parse(String(inputs.date)), String(inputs.format), zone) })
  }
})
