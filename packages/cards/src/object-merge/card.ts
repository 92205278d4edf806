import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { namedInputPorts, namedInputs, namedInputsSetting, twoInputs } from '../kernel/named-inputs.ts'

export const ObjectMergeConfig = z.strictObject({ fields: namedInputs('objects') })
export type ObjectMergeConfig = z.infer<typeof ObjectMergeConfig>

/** Objects made one. */
export const objectMerge = defineCard<ObjectMergeConfig>({
  type: 'object-merge',
  title: 'Merge',
  group: 'Object',
  config: ObjectMergeConfig,
  blank: () => ({ config: { fields: twoInputs('Object') } }),
  settings: [namedInputsSetting('Object')],
  ports: config =>
    ports({
      inputs: namedInputPorts(config.fields, one('object')),
      outputs: [{ id: 'output', label: 'Output', type: one('object') }]
    }),
  execute: () => import('./execute.ts')
})
