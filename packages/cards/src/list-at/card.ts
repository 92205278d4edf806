import { outputs } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { itemsOf, listCard } from '../kernel/list-card.ts'

/** Card that returns one item of a list. */
export const listAt = listCard({
  type: 'list-at',
  title: 'At',
  docs: {
    summary: 'Item of a list at a position',
    aliases: ['index', 'nth', 'element', 'array', 'get'],
    help: 'Returns one item of a list by its position. Positions start at 0; -1 is the last item. If the list has no such item, the output is null and the flow continues.',
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
  /** Returns the item at an index, counted from the end if negative, or null. */
  execute: ({ inputs }) => {
    const index = Number(inputs.index)
    const item = Number.isInteger(index) ? itemsOf(inputs.list).at(index) : null
    return outputs({ item: item ?? null })
  }
})
