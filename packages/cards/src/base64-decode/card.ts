import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

export const Base64DecodeConfig = z.strictObject({})
export type Base64DecodeConfig = z.infer<typeof Base64DecodeConfig>

/** Text from Base64. */
export const base64Decode = defineCard<Base64DecodeConfig>({
  type: 'base64-decode',
  title: 'Base64 Decode',
  group: 'Text',
  config: Base64DecodeConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  execute: () => import('./execute.ts')
})
