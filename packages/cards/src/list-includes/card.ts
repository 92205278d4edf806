import { anyList, anyValue, one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** Whether something is in a list. */
export const listIncludes = plainCard({
  type: 'list-includes',
  title: 'Includes',
  group: 'List',
  help: 'Says whether a list has an item that equals a value. Numbers, and texts that hold a number, are compared as numbers, moments as moments, and all else as text. A list that is missing has no items.',
  ports: {
    inputs: [
      { id: 'list', label: 'List', type: anyList, required: true, mayBeNull: true },
      { id: 'item', label: 'Item', type: anyValue, required: true, mayBeNull: true }
    ],
    outputs: [{ id: 'result', label: 'Result', type: one('boolean') }]
  },
  example: { inputs: { list: ['red', 'green'], item: 'green' }, outputs: { result: true } },
  deed: () => import('./deed.ts')
})
