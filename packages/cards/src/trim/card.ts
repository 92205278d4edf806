import { outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that trims white space around a text. */
export const trim = plainCard({
  type: 'trim',
  title: 'Trim',
  group: 'Text',
  docs: {
    summary: 'Text without leading and trailing spaces',
    aliases: ['strip', 'whitespace', 'clean'],
    help: 'Removes spaces, tabs and line breaks from both ends of a text. A missing text returns null.',
    example: { config: {}, inputs: { text: '  Ada Acme\n' }, outputs: { output: 'Ada Acme' } }
  },
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: ({ inputs }) => outputs({ output: typeof inputs.text === 'string' ? inputs.text.trim() : null })
})
