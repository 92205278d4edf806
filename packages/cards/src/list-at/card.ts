import { outputs } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { itemsOf, listCard } from '../kernel/list-card.ts'

/** One item of a list. */
export const listAt = listCard({
  type: 'list-at',
  title: 'At',
  docs: {
    help: 'Takes one item out of a list by its place. Counting starts at 0, and from the end at -1, which is the last item. Where the list has nothing, the item is missing and the flow goes on.',
    example: {
      config: { items: 'text' },
      inputs: { list: ['red', 'green', 'blue'], index: 1 },
      outputs: { item: 'green' }
    }
  },
  items: 'text',
  ports: items => ({
    inputs: [
      { id: 'list', label: 'List', type: listOf(items), required: true, mayBeNull: true },
      { id: 'index', label: 'Index', type: one('number'), required: true }
    ],
    outputs: [{ id: 'item', label: 'Item', type: one(items) }]
  }),
  /** Gives the item at a whole number, from the end where that is negative, or null. */
  execute: ({ inputs }) => {
    const index = Number(inputs.index)
    const item = Number.isInteger(index) ? itemsOf(inputs.list).at(index) : null
    return outputs({ item: item ?? null })
  }
})
