import { defineCard, outputs, ports } from '@hookwright/engine'
import { Fault, listOf, one } from '@hookwright/model'
import { z } from 'zod'
import { ItemType, itemsOf, itemTypeSetting } from '../kernel/list-card.ts'

const ListSampleConfig = z.strictObject({ items: ItemType })
type ListSampleConfig = z.infer<typeof ListSampleConfig>

/** Card that returns random items of a list. */
export const listSample = defineCard<ListSampleConfig>({
  type: 'list-sample',
  title: 'Sample',
  group: 'List',
  docs: {
    summary: 'Random items of a list',
    aliases: ['random', 'pick', 'shuffle', 'array'],
    help: 'Returns random items of a list, none of them twice, in the order of the list. Without a count it returns one item. A shorter list returns all its items. A run that continues after a restart keeps the items it already used.',
    example: {
      config: { items: 'text' },
      inputs: { list: ['red', 'green', 'blue'], count: 3 },
      outputs: { output: ['red', 'green', 'blue'] }
    }
  },
  config: ListSampleConfig,
  blank: () => ({ config: { items: 'text' } }),
  settings: [itemTypeSetting],
  ports: ({ items }) =>
    ports({
      inputs: [
        { id: 'list', label: 'List', type: listOf(items), required: true, mayBeNull: true },
        { id: 'count', label: 'Count', type: one('number'), required: false }
      ],
      outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
    }),
  sideEffects: 'draw',
  /**
   * Returns random items by selection sampling. The probability of an item is the number of items still
   * needed, divided by the number of remaining items.
   */
  execute: ({ inputs, fx, name }) => {
    const count = Number(inputs.count ?? 1)
    if (!Number.isInteger(count) || count < 0) {
      throw new Fault('card.failed', {
        message: `“${name}” cannot return ${count} items. Use a whole number that is not negative.`
      })
    }
    const items = itemsOf(inputs.list)
    const output: unknown[] = []
    for (const [index, item] of items.entries()) {
      const isDrawn = fx.random() * (items.length - index) < count - output.length
      if (isDrawn) output.push(item)
    }
    return outputs({ output })
  }
})
