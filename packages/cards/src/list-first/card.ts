import { outputs } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { itemsOf, listCard } from '../kernel/list-card.ts'

/** Card that returns the first item of a list and the remaining items. */
export const listFirst = listCard({
  type: 'list-first',
  title: 'Get First Item',
  docs: {
    summary: 'First item of a list, and the other items',
    aliases: ['head', 'shift', 'array'],
    help: 'Returns the first item of a list, and the list without it. If the list is empty or missing, the item is null.',
    example: {
      config: { items: 'text' },
      inputs: { list: ['red', 'green', 'blue'] },
      outputs: { item: 'red', rest: ['green', 'blue'] }
    }
  },
  items: 'text',
  ports: items => ({
    inputs: [{ id: 'list', label: 'List', type: listOf(items), required: true, mayBeNull: true }],
    outputs: [
      { id: 'item', label: 'Item', type: one(items) },
      { id: 'rest', label: 'Other items', type: listOf(items) }
    ]
  }),
  execute: ({ inputs }) => {
    const [item = null, ...rest] = itemsOf(inputs.list)
    return outputs({ item, rest })
  }
})
