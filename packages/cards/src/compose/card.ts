import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

export const ComposeConfig = z.strictObject({})
export type ComposeConfig = z.infer<typeof ComposeConfig>

/** Text written out, with values of earlier cards in it. */
export const compose = defineCard<ComposeConfig>({
  type: 'compose',
  title: 'Compose',
  group: 'Text',
  config: ComposeConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: false, lines: 3 }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  execute: () => import('./execute.ts')
})
