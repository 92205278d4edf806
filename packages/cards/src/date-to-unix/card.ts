import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

const DateToUnixConfig = z.strictObject({
  unit: z.enum(['seconds', 'milliseconds'], 'The unit is invalid. Choose one from the list.')
})
type DateToUnixConfig = z.infer<typeof DateToUnixConfig>

/** Card that converts a date and time to Unix time. */
export const dateToUnix = defineCard<DateToUnixConfig>({
  type: 'date-to-unix',
  title: 'UNIX',
  group: 'Date & Time',
  docs: {
    summary: 'Unix time of a date',
    aliases: ['timestamp', 'epoch', 'seconds'],
    help: 'Converts a date to Unix time: the whole seconds or milliseconds since 1970. To convert Unix time to a date, use To Date & Time. A missing date returns null.',
    example: {
      config: { unit: 'seconds' },
      inputs: { date: '2026-01-02T03:04:05.678Z' },
      outputs: { output: 1767323045 }
    }
  },
  config: DateToUnixConfig,
  blank: () => ({ config: { unit: 'seconds' } }),
  settings: [
    {
      kind: 'choice',
      key: 'unit',
      label: 'Unit',
      choices: [
        { value: 'seconds', label: 'Seconds since 1970' },
        { value: 'milliseconds', label: 'Milliseconds since 1970' }
      ]
    }
  ],
  ports: () =>
    ports({
      inputs: [{ id: 'date', label: 'Date', type: one('date'), required: true, mayBeNull: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }),
  execute: ({ config, inputs }) => {
    if (typeof inputs.date !== 'string') return outputs({ output: null })
    const moment = Date.parse(inputs.date)
    return outputs({ output: config.unit === 'seconds' ? Math.floor(moment / 1_000) : moment })
  }
})
