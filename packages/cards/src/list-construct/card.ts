import { defineCard, ports } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { ItemType, itemTypeSetting } from '../kernel/item-type.ts'
import { namedInputPorts, namedInputs, namedInputsSetting, twoInputs } from '../kernel/named-inputs.ts'

export const ListConstructConfig = z.strictObject({ items: ItemType, fields: namedInputs('items') })
export type ListConstructConfig = z.infer<typeof ListConstructConfig>

/** A list built from values. */
export const listConstruct = defineCard<ListConstructConfig>({
  type: 'list-construct',
  title: 'List Construct',
  group: 'List',
  config: ListConstructConfig,
  blank: () => ({ config: { items: 'text', fields: twoInputs('Item') } }),
  settings: [itemTypeSetting, namedInputsSetting('Item')],
  ports: config =>
    ports({
      inputs: namedInputPorts(config.fields, one(config.items)),
      outputs: [{ id: 'output', label: 'Output', type: listOf(config.items) }]
    }),
  execute: () => import('./execute.ts')
})
