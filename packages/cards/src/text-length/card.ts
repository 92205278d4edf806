import { outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'
import { characterCount } from '../text-position/character-count.ts'

/** Card that returns the number of characters of a text. */
export const textLength = plainCard({
  type: 'text-length',
  title: 'Length',
  group: 'Text',
  docs: {
    summary: 'Number of characters in a text',
    aliases: ['count', 'size'],
    help: 'Returns the number of characters of a text. A missing text has 0 characters.',
    example: { config: {}, inputs: { text: 'INV-2026' }, outputs: { length: 8 } }
  },
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true }],
    outputs: [{ id: 'length', label: 'Length', type: one('number') }]
  },
  execute: ({ inputs }) => outputs({ length: characterCount(String(inputs.text ?? '')) })
})
