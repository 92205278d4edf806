import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

export const Base64Config = z.strictObject({ urlSafe: z.boolean() })
export type Base64Config = z.infer<typeof Base64Config>

/** Text as Base64. */
export const base64 = defineCard<Base64Config>({
  type: 'base64',
  title: 'Base64',
  group: 'Text',
  config: Base64Config,
  blank: () => ({ config: { urlSafe: false } }),
  settings: [{ kind: 'switch', key: 'urlSafe', label: 'Safe in URLs' }],
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  execute: () => import('./execute.ts')
})
