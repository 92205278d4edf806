import { one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** A text with other words in it. */
export const replace = plainCard({
  type: 'replace',
  title: 'Replace',
  group: 'Text',
  help: 'Puts another text wherever a text is found in a longer one. Capital and small letters differ. Without a replacement what is found is taken away. A text that is missing stays missing.',
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'find', label: 'Find', type: one('text'), required: true },
      { id: 'replacement', label: 'Replace with', type: one('text'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  example: {
    inputs: { text: 'Dear NAME, welcome NAME.', find: 'NAME', replacement: 'Ada' },
    outputs: { output: 'Dear Ada, welcome Ada.' }
  },
  deed: () => import('./deed.ts')
})
