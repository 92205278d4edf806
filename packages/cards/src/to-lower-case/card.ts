import { outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that converts a text to lower case. */
export const toLowerCase = plainCard({
  type: 'to-lower-case',
  title: 'To Lower Case',
  group: 'Text',
  docs: {
    summary: 'Text in lower case',
    aliases: ['downcase', 'lowercase'],
    help: 'Converts a text to lower case, with the same rules for all languages. A missing text returns null.',
    example: { config: {}, inputs: { text: 'Ada@ACME.example' }, outputs: { output: 'ada@acme.example' } }
  },
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: ({ inputs }) =>
    outputs({ output: typeof inputs.text === 'string' ? inputs.text.toLowerCase() : null })
})
