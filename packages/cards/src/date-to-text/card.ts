import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { zonePort } from '../zone/zone-port.ts'

const Config = z.strictObject({})
export type Config = z.infer<typeof Config>

/** A moment as text. */
export const dateToText = defineCard<Config>({
  type: 'date-to-text',
  title: 'Date to Text',
  group: 'Date & Time',
  help: 'Writes a moment as text in the format that you give: YYYY or YY for the year, MMMM, MMM, MM or M for the month, DD or D for the day, dddd or ddd for the day of the week, HH or H for the hour of 24, hh or h of 12 with A or a, mm or m, ss or s, SSS for milliseconds, Z or ZZ for the offset, X or x for the seconds or milliseconds since 1970. Put other letters into brackets, as in [week of] D MMMM. Names are English. The time zone is UTC unless you name one as in Europe/Berlin.',
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
  example: {
    config: {},
    inputs: { date: '2026-01-02T15:04:05Z', format: 'ddd, D MMM YYYY [at] HH:mm', zone: 'Europe/Berlin' },
    outputs: { output: 'Fri, 2 Jan 2026 at 16:04' }
  },
  deed: () => import('./deed.ts')
})
