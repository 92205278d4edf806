import { defineCard, ports } from '@hookwright/engine'
import { anyValue, one } from '@hookwright/model'
import { z } from 'zod'

export const ObjectGetConfig = z.strictObject({})
export type ObjectGetConfig = z.infer<typeof ObjectGetConfig>

/** A value out of an object. */
export const objectGet = defineCard<ObjectGetConfig>({
  type: 'object-get',
  title: 'Get',
  group: 'Object',
  config: ObjectGetConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [
        { id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true },
        { id: 'path', label: 'Path', type: one('text'), required: true }
      ],
      outputs: [{ id: 'value', label: 'Value', type: anyValue }]
    }),
  execute: () => import('./execute.ts')
})
