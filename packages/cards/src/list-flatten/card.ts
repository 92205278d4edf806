import { defineCard, outputs, ports } from '@hookwright/engine'
import { anyList, listOf } from '@hookwright/model'
import { z } from 'zod'
import { asItems } from '../kernel/as-declared.ts'
import { ItemType, itemsOf, itemTypeSetting } from '../kernel/list-card.ts'

const ListFlattenConfig = z.strictObject({ items: ItemType, allLevels: z.boolean() })
type ListFlattenConfig = z.infer<typeof ListFlattenConfig>

/** Appends items to `flat`. Replaces nested lists by their items, up to `levels` deep. */
const addFlat = (items: unknown[], levels: number, flat: unknown[]): unknown[] => {
  for (const item of items) {
    if (Array.isArray(item) && levels > 0) addFlat(item, levels - 1, flat)
    else flat.push(item)
  }
  return flat
}

/** Card that flattens nested lists. */
export const listFlatten = defineCard<ListFlattenConfig>({
  type: 'list-flatten',
  title: 'Flatten',
  group: 'List',
  docs: {
    summary: 'One list from nested lists',
    aliases: ['unnest', 'array'],
    help: 'Replaces each list in a list by its items, in order. Turn on “All levels” to do the same with the lists in those lists. Choose the type of the items; an item of another type makes the card fail. A missing list returns an empty list.',
    example: {
      config: { items: 'number', allLevels: false },
      inputs: { list: [[1, 2], [], [3]] },
      outputs: { output: [1, 2, 3] }
    }
  },
  config: ListFlattenConfig,
  blank: () => ({ config: { items: 'object', allLevels: false } }),
  settings: [itemTypeSetting, { kind: 'switch', key: 'allLevels', label: 'All levels' }],
  ports: ({ items }) =>
    ports({
      inputs: [{ id: 'list', label: 'List', type: anyList, required: true, mayBeNull: true }],
      outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
    }),
  /** Returns the flattened items. Throws `card.failed` for an item of the wrong type. */
  execute: ({ config, inputs, name }) => {
    const flat = addFlat(itemsOf(inputs.list), config.allLevels ? Number.POSITIVE_INFINITY : 1, [])
    return outputs({ output: asItems(name, flat, config.items) })
  }
})
