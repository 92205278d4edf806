import { anyList, one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** How many items a list has. */
export const listLength = plainCard({
  type: 'list-length',
  title: 'Length',
  group: 'List',
  help: 'Counts the items of a list. A list that is missing has none.',
  ports: {
    inputs: [{ id: 'list', label: 'List', type: anyList, required: true, mayBeNull: true }],
    outputs: [{ id: 'length', label: 'Length', type: one('number') }]
  },
  example: { inputs: { list: ['a', 'b', 'c'] }, outputs: { length: 3 } },
  deed: () => import('./deed.ts')
})
