import { defineCard, outputs, ports } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { ItemType, itemTypeSetting } from '../kernel/list-card.ts'
import { namedInputPorts, namedInputs, namedInputsSetting, twoInputs } from '../kernel/named-inputs.ts'

const ListConstructConfig = z.strictObject({ items: ItemType, fields: namedInputs('items') })
type ListConstructConfig = z.infer<typeof ListConstructConfig>

/** Card that builds a list from values. */
export const listConstruct = defineCard<ListConstructConfig>({
  type: 'list-construct',
  title: 'List Construct',
  group: 'List',
  docs: {
    summary: 'List of mapped values',
    aliases: ['array', 'create', 'build', 'new', 'json'],
    help: 'Builds a list of the values that you map, in order. An item without a value is null.',
    example: {
      config: {
        items: 'text',
        fields: [
          { id: 'first', label: 'Item 1' },
          { id: 'second', label: 'Item 2' }
        ]
      },
      inputs: { first: 'user.created', second: 'user.deleted' },
      outputs: { output: ['user.created', 'user.deleted'] }
    }
  },
  config: ListConstructConfig,
  blank: () => ({ config: { items: 'text', fields: twoInputs('Item') } }),
  settings: [itemTypeSetting, namedInputsSetting('Item')],
  ports: config =>
    ports({
      inputs: namedInputPorts(config.fields, one(config.items)),
      outputs: [{ id: 'output', label: 'Output', type: listOf(config.items) }]
    }),
  execute: ({ config, inputs }) => outputs({ output: config.fields.map(field => inputs[field.id]) })
})
