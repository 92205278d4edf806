import { listOf, one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** The texts of a list as one. */
export const listToText = plainCard({
  type: 'list-to-text',
  title: 'List to Text',
  group: 'List',
  ports: {
    inputs: [
      { id: 'list', label: 'List', type: listOf('text'), required: true, mayBeNull: true },
      { id: 'separator', label: 'Separator', type: one('text'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: () => import('./execute.ts')
})
