import { anyList, one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that returns the number of items of a list. */
export const listLength = plainCard({
  type: 'list-length',
  title: 'Length',
  group: 'List',
  ports: {
    inputs: [{ id: 'list', label: 'List', type: anyList, required: true, mayBeNull: true }],
    outputs: [{ id: 'length', label: 'Length', type: one('number') }]
  },
  execute: () => import('./execute.ts')
})
