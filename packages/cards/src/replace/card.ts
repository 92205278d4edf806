import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** A text with other words in it. */
export const replace = plainCard({
  type: 'replace',
  title: 'Replace',
  group: 'Text',
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'find', label: 'Find', type: one('text'), required: true },
      { id: 'replacement', label: 'Replace with', type: one('text'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: () => import('./execute.ts')
})
