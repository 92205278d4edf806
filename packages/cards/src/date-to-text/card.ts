import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { zonePort } from '../kernel/zone-port.ts'

const Config = z.strictObject({})
export type Config = z.infer<typeof Config>

/** A moment as text. */
export const dateToText = defineCard<Config>({
  type: 'date-to-text',
  title: 'Date to Text',
  group: 'Date & Time',
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
  execute: () => import('./execute.ts')
})
