import { outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** A text without space around it. */
export const trim = plainCard({
  type: 'trim',
  title: 'Trim',
  group: 'Text',
  docs: {
    help: 'Takes spaces, tabs and line ends away at both ends of a text. A text that is missing stays missing.',
    example: { config: {}, inputs: { text: '  Ada Acme\n' }, outputs: { output: 'Ada Acme' } }
  },
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: ({ inputs }) => outputs({ output: typeof inputs.text === 'string' ? inputs.text.trim() : null })
})
