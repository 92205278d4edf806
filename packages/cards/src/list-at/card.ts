import { listOf, one } from '@hookwright/model'
import { listCard } from '../item-type/list-card.ts'

/** One item of a list. */
export const listAt = listCard({
  type: 'list-at',
  title: 'At',
  help: 'Takes one item out of a list by its place. Counting starts at 0, and from the end at -1, which is the last item. Where the list has nothing, the item is missing and the flow goes on.',
  items: 'text',
  ports: items => ({
    inputs: [
      { id: 'list', label: 'List', type: listOf(items), required: true, mayBeNull: true },
      { id: 'index', label: 'Index', type: one('number'), required: true }
    ],
    outputs: [{ id: 'item', label: 'Item', type: one(items) }]
  }),
  example: {
    config: { items: 'text' },
    inputs: { list: ['red', 'green', 'blue'], index: 1 },
    outputs: { item: 'green' }
  },
  deed: () => import('./deed.ts')
})
