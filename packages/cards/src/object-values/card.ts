import { defineCard, outputs, ports } from '@hookwright/engine'
import { isJsonObject, listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { asItems } from '../kernel/as-declared.ts'
import { ItemType, itemTypeSetting } from '../kernel/list-card.ts'

const ObjectValuesConfig = z.strictObject({ items: ItemType })
type ObjectValuesConfig = z.infer<typeof ObjectValuesConfig>

/** Card that returns the values of an object. */
export const objectValues = defineCard<ObjectValuesConfig>({
  type: 'object-values',
  title: 'Values',
  group: 'Object',
  docs: {
    summary: 'Values of an object as a list',
    aliases: ['properties', 'fields', 'entries'],
    help: 'Returns the values of an object as a list, in the order of its keys. Choose the type of the values; a value of another type makes the card fail. A missing object returns an empty list.',
    example: {
      config: { items: 'number' },
      inputs: { object: { berlin: 4, boston: 12 } },
      outputs: { output: [4, 12] }
    }
  },
  config: ObjectValuesConfig,
  blank: () => ({ config: { items: 'text' } }),
  settings: [{ ...itemTypeSetting, label: 'Value type' }],
  ports: ({ items }) =>
    ports({
      inputs: [{ id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true }],
      outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
    }),
  /** Returns the values. Throws `card.failed` for a value of the wrong type. */
  execute: ({ config, inputs, name }) => {
    const values = isJsonObject(inputs.object) ? Object.values(inputs.object) : []
    return outputs({ output: asItems(name, values, config.items) })
  }
})
