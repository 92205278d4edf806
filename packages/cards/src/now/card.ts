import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

export const NowConfig = z.strictObject({})
export type NowConfig = z.infer<typeof NowConfig>

/** The moment at which the card runs. */
export const now = defineCard<NowConfig>({
  type: 'now',
  title: 'Now',
  group: 'Date & Time',
  config: NowConfig,
  blank: () => ({ config: {} }),
  ports: () => ports({ outputs: [{ id: 'output', label: 'Output', type: one('date') }] }),
  reach: 'draw',
  execute: () => import('./execute.ts')
})
