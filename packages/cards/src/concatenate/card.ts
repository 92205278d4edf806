import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { namedInputPorts, namedInputs, namedInputsSetting, twoInputs } from '../kernel/named-inputs.ts'

export const ConcatenateConfig = z.strictObject({
  fields: namedInputs('texts'),
  separator: z.string().max(1000, 'A separator has at most 1000 characters; shorten it.').default('')
})
export type ConcatenateConfig = z.infer<typeof ConcatenateConfig>

/** Texts joined to one. */
export const concatenate = defineCard<ConcatenateConfig>({
  type: 'concatenate',
  title: 'Concatenate',
  group: 'Text',
  config: ConcatenateConfig,
  blank: () => ({ config: { fields: twoInputs('Text'), separator: '' } }),
  settings: [namedInputsSetting('Text'), { kind: 'text', key: 'separator', label: 'Separator' }],
  ports: config =>
    ports({
      inputs: namedInputPorts(config.fields, one('text')),
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  execute: () => import('./execute.ts')
})
