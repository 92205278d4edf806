import { one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** A text in capital letters. */
export const toUpperCase = plainCard({
  type: 'to-upper-case',
  title: 'To Upper Case',
  group: 'Text',
  help: 'Writes a text in capital letters, the same for every language. A text that is missing stays missing.',
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  example: { inputs: { text: 'hr-7' }, outputs: { output: 'HR-7' } },
  deed: () => import('./deed.ts')
})
