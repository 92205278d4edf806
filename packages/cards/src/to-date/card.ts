import { defineCard, ports } from '@hookwright/engine'
import { anyValue, one } from '@hookwright/model'
import { z } from 'zod'
import { zonePort } from '../kernel/zone-port.ts'

export const ToDateConfig = z.strictObject({
  reads: z.enum(
    ['auto', 'seconds', 'milliseconds', 'text'],
    'What the value is read as is not one of those offered; choose it again.'
  )
})
export type ToDateConfig = z.infer<typeof ToDateConfig>

/** A moment from seconds or milliseconds since 1970, a plain day, or a text with date and time. */
export const toDate = defineCard<ToDateConfig>({
  type: 'to-date',
  title: 'To Date & Time',
  group: 'Date & Time',
  config: ToDateConfig,
  blank: () => ({ config: { reads: 'auto' } }),
  settings: [
    {
      kind: 'choice',
      key: 'reads',
      label: 'Value is',
      choices: [
        { value: 'auto', label: 'Found by its form' },
        { value: 'seconds', label: 'Seconds since 1970' },
        { value: 'milliseconds', label: 'Milliseconds since 1970' },
        { value: 'text', label: 'A day, or date and time' }
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
  execute: () => import('./execute.ts')
})
