import { defineCard, outputs, ports } from '@hookwright/engine'
import { Fault, literal, one } from '@hookwright/model'
import { z } from 'zod'
import { dateTextOf } from '../kernel/date-text.ts'
import { zoneOf, zonePort } from '../kernel/zone.ts'
import { parseDate } from './parse-date.ts'

const TextToDateConfig = z.strictObject({})
type TextToDateConfig = z.infer<typeof TextToDateConfig>

/** Card that parses a date and time in a format. */
export const textToDate = defineCard<TextToDateConfig>({
  type: 'text-to-date',
  title: 'Text to Date',
  group: 'Date & Time',
  docs: {
    summary: 'Date from text in a custom format',
    aliases: ['parse', 'strptime', 'date format'],
    help: 'Reads a date from text in a format that you enter, with the tokens of Date to Text: YYYY or YY year; MMMM, MMM, MM or M month; DD or D day; dddd or ddd weekday; HH or H hour (24-hour clock); hh or h hour (12-hour clock) with A or a for AM and PM; mm or m minute; ss or s second; SSS millisecond; Z or ZZ offset; X or x Unix time in seconds or milliseconds. Put other letters in brackets, as in [week of] D. Without an offset it is read in the time zone, which is UTC unless you enter one, such as Europe/Berlin. A missing text returns null.',
    example: {
      config: {},
      inputs: { text: '2 Jan 2026 at 16:04', format: 'D MMM YYYY [at] HH:mm', zone: 'Europe/Berlin' },
      outputs: { output: '2026-01-02T15:04:00.000Z' }
    }
  },
  config: TextToDateConfig,
  blank: () => ({ config: {}, inputs: { format: literal('YYYY-MM-DD') } }),
  ports: () =>
    ports({
      inputs: [
        { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
        { id: 'format', label: 'Format', type: one('text'), required: true },
        zonePort
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('date') }]
    }),
  /**
   * Returns the moment in UTC.
   * @throws `card.failed` for a text in another format or an unknown time zone
   */
  execute: ({ inputs, name }) => {
    if (typeof inputs.text !== 'string') return outputs({ output: null })
    const format = String(inputs.format)
    const output = dateTextOf(parseDate(inputs.text, format, zoneOf(String(inputs.zone ?? ''), name)))
    if (output !== null) return outputs({ output })
    throw new Fault('card.failed', {
      message: `The text that “${name}” received is not a date in the format “${format.slice(0, 100)}”, or the format has no year. Change the format, or map another text.`
    })
  }
})
