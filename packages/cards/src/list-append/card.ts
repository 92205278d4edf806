import { outputs } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { itemsOf, listCard } from '../kernel/list-card.ts'

/** Card that appends an item to a list. */
export const listAppend = listCard({
  type: 'list-append',
  title: 'Add to End',
  docs: {
    summary: 'List with an item added to its end',
    aliases: ['push', 'add', 'array'],
    help: 'Returns a list with an item added to its end. A missing list counts as empty, and a missing item is added as null.',
    example: {
      config: { items: 'text' },
      inputs: { list: ['red', 'green'], item: 'blue' },
      outputs: { output: ['red', 'green', 'blue'] }
    }
  },
  items: 'text',
  ports: items => ({
    inputs: [
      { id: 'list', label: 'List', type: listOf(items), required: true, mayBeNull: true },
      { id: 'item', label: 'Item', type: one(items), required: true, mayBeNull: true }
    ],
    outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
  }),
  execute: ({ inputs }) => outputs({ output: [...itemsOf(inputs.list), inputs.item ?? null] })
})
