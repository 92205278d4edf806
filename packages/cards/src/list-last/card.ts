import { outputs } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { itemsOf, listCard } from '../kernel/list-card.ts'

/** Card that returns the last item of a list and the remaining items. */
export const listLast = listCard({
  type: 'list-last',
  title: 'Get Last Item',
  docs: {
    summary: 'Last item of a list, and the other items',
    aliases: ['tail', 'pop', 'array'],
    help: 'Returns the last item of a list, and the list without it. If the list is empty or missing, the item is null.',
    example: {
      config: { items: 'text' },
      inputs: { list: ['red', 'green', 'blue'] },
      outputs: { item: 'blue', rest: ['red', 'green'] }
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
    const items = itemsOf(inputs.list)
    return outputs({ item: items.at(-1) ?? null, rest: items.slice(0, -1) })
  }
})
