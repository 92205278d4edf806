import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** A text in capital letters. */
export const toUpperCase = plainCard({
  type: 'to-upper-case',
  title: 'To Upper Case',
  group: 'Text',
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: () => import('./execute.ts')
})
