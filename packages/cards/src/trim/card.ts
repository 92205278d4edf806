import { one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** A text without space around it. */
export const trim = plainCard({
  type: 'trim',
  title: 'Trim',
  group: 'Text',
  help: 'Takes spaces, tabs and line ends away at both ends of a text. A text that is missing stays missing.',
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  example: { inputs: { text: '  Ada Acme\n' }, outputs: { output: 'Ada Acme' } },
  deed: () => import('./deed.ts')
})
