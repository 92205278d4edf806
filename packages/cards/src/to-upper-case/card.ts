import { outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that converts a text to upper case. */
export const toUpperCase = plainCard({
  type: 'to-upper-case',
  title: 'To Upper Case',
  group: 'Text',
  docs: {
    summary: 'Text in upper case',
    aliases: ['capitals', 'uppercase'],
    help: 'Converts a text to upper case, with the same rules for all languages. A missing text returns null.',
    example: { config: {}, inputs: { text: 'hr-7' }, outputs: { output: 'HR-7' } }
  },
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: ({ inputs }) =>
    outputs({ output: typeof inputs.text === 'string' ? inputs.text.toUpperCase() : null })
})
