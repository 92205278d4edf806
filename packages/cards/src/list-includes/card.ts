import { anyList, anyValue, one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that returns whether a list includes a value. */
export const listIncludes = plainCard({
  type: 'list-includes',
  title: 'Includes',
  group: 'List',
  ports: {
    inputs: [
      { id: 'list', label: 'List', type: anyList, required: true, mayBeNull: true },
      { id: 'item', label: 'Item', type: anyValue, required: true, mayBeNull: true }
    ],
    outputs: [{ id: 'result', label: 'Result', type: one('boolean') }]
  },
  execute: () => import('./execute.ts')
})
