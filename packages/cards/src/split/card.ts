import { listOf, one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** A text cut into a list. */
export const split = plainCard({
  type: 'split',
  title: 'Split',
  group: 'Text',
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'separator', label: 'Separator', type: one('text'), required: true }
    ],
    outputs: [{ id: 'output', label: 'Output', type: listOf('text') }]
  },
  execute: () => import('./execute.ts')
})
