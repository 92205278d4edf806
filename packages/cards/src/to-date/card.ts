import { defineCard, outputs, ports } from '@hookwright/engine'
import { anyValue, Fault, isDateText, type Millis, nameOfValue, one } from '@hookwright/model'
import { z } from 'zod'
import { dateTextOf } from '../kernel/date-text.ts'
import { type Zone, zoneOf, zonePort } from '../kernel/zone.ts'
import { momentOfNumber, numberOf } from './moment-of-number.ts'

const dayOrClock = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?$/

/** Parses a date text. A text without an offset is read in the time zone. Returns null for other texts. */
const momentOfText = (text: string, zone: Zone): Millis | null => {
  const bare = text.trim()
  const withOffset = bare.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T')
  if (isDateText(withOffset)) return Date.parse(withOffset)
  const [, day, clock = '00:00'] = dayOrClock.exec(bare) ?? []
  const asUtc = `${day}T${clock}Z`
  return day !== undefined && isDateText(asUtc) ? zone.momentAt(Date.parse(asUtc)) : null
}

/** Returns the moment that a value represents; null for other values. */
const readMoment = (value: unknown, reads: ToDateConfig['reads'], zone: Zone): Millis | null => {
  const number = reads === 'text' ? null : numberOf(value)
  if (number !== null && reads !== 'text') return momentOfNumber(number, reads)
  return typeof value === 'string' && (reads === 'auto' || reads === 'text')
    ? momentOfText(value, zone)
    : null
}

const ToDateConfig = z.strictObject({
  reads: z.enum(
    ['auto', 'seconds', 'milliseconds', 'text'],
    'The value format is invalid. Choose one from the list.'
  )
})
type ToDateConfig = z.infer<typeof ToDateConfig>

/** Card that converts Unix time, a day or a text to a date and time. */
export const toDate = defineCard<ToDateConfig>({
  type: 'to-date',
  title: 'To Date & Time',
  group: 'Date & Time',
  docs: {
    summary: 'Date from Unix time or text',
    aliases: ['timestamp', 'epoch', 'parse', 'convert', 'cast'],
    help: 'Converts a value to Date & Time. It reads Unix time in seconds or milliseconds (as Number or Text), a date, or a date with time. A date without a time becomes the start of that day. Without an offset, the text is read in the time zone, which is UTC unless you enter one, such as Europe/Berlin. With “Detect format”, numbers below 100,000,000,000 are seconds. The output is in UTC.',
    example: {
      config: { reads: 'auto' },
      inputs: { value: '2026-07-01', zone: 'Europe/Berlin' },
      outputs: { output: '2026-06-30T22:00:00.000Z' }
    }
  },
  config: ToDateConfig,
  blank: () => ({ config: { reads: 'auto' } }),
  settings: [
    {
      kind: 'choice',
      key: 'reads',
      label: 'Value format',
      choices: [
        { value: 'auto', label: 'Detect format' },
        { value: 'seconds', label: 'Seconds since 1970' },
        { value: 'milliseconds', label: 'Milliseconds since 1970' },
        { value: 'text', label: 'Date, or date and time' }
      ]
    }
  ],
  ports: () =>
    ports({
      inputs: [{ id: 'value', label: 'Value', type: anyValue, required: true }, zonePort],
      outputs: [{ id: 'output', label: 'Output', type: one('date') }]
    }),
  converts: {
    input: 'value',
    output: 'output',
    fits: (from, into) =>
      into.kind === 'date' && !into.list && !from.list && (from.kind === 'text' || from.kind === 'number')
  },
  /**
   * Returns the moment in UTC.
   * @throws `card.failed` for a value that is not a moment or an unknown time zone
   */
  execute: ({ config, inputs, name }) => {
    const { value } = inputs
    const moment = readMoment(value, config.reads, zoneOf(String(inputs.zone ?? ''), name))
    const output = dateTextOf(moment)
    if (output !== null) return outputs({ output })
    throw new Fault('card.failed', {
      message: `“${name}” received ${nameOfValue(value)} that is not a date from the year 0 to 9999. Map seconds or milliseconds since 1970, a date such as 2026-01-31, or a date with time such as 2026-01-31T09:00.`
    })
  }
})
