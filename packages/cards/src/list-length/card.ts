import { outputs } from '@hookwright/engine'
import { anyList, one } from '@hookwright/model'
import { itemsOf } from '../kernel/list-card.ts'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that returns the number of items of a list. */
export const listLength = plainCard({
  type: 'list-length',
  title: 'Length',
  group: 'List',
  docs: {
    summary: 'Number of items in a list',
    aliases: ['count', 'size', 'array'],
    help: 'Returns the number of items of a list. A missing list has 0 items.',
    example: { config: {}, inputs: { list: ['a', 'b', 'c'] }, outputs: { length: 3 } }
  },
  ports: {
    inputs: [{ id: 'list', label: 'List', type: anyList, required: true, mayBeNull: true }],
    outputs: [{ id: 'length', label: 'Length', type: one('number') }]
  },
  execute: ({ inputs }) => outputs({ length: itemsOf(inputs.list).length })
})
