import { listOf, one } from '@hookwright/model'
import { listCard } from '../kernel/list-card.ts'

/** One item of a list. */
export const listAt = listCard({
  type: 'list-at',
  title: 'At',
  items: 'text',
  ports: items => ({
    inputs: [
      { id: 'list', label: 'List', type: listOf(items), required: true, mayBeNull: true },
      { id: 'index', label: 'Index', type: one('number'), required: true }
    ],
    outputs: [{ id: 'item', label: 'Item', type: one(items) }]
  }),
  execute: () => import('./execute.ts')
})
