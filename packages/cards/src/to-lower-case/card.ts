import { one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** A text in small letters. */
export const toLowerCase = plainCard({
  type: 'to-lower-case',
  title: 'To Lower Case',
  group: 'Text',
  help: 'Writes a text in small letters, the same for every language. A text that is missing stays missing.',
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  example: { inputs: { text: 'Ada@ACME.example' }, outputs: { output: 'ada@acme.example' } },
  deed: () => import('./deed.ts')
})
