import { listOf, one } from '@hookwright/model'
import { listCard } from '../kernel/list-card.ts'

/** One value out of each object of a list. */
export const pluck = listCard({
  type: 'pluck',
  title: 'Pluck',
  items: 'text',
  ports: items => ({
    inputs: [
      { id: 'list', label: 'List', type: listOf('object'), required: true, mayBeNull: true },
      { id: 'path', label: 'Path', type: one('text'), required: true }
    ],
    outputs: [{ id: 'output', label: 'Output', type: listOf(items) }]
  }),
  execute: () => import('./execute.ts')
})
