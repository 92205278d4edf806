import { listOf, one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** A text cut into a list. */
export const split = plainCard({
  type: 'split',
  title: 'Split',
  group: 'Text',
  help: 'Cuts a text at each place where a separator stands and gives the parts as a list. An empty part between two separators stays. A text that is missing gives an empty list.',
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'separator', label: 'Separator', type: one('text'), required: true }
    ],
    outputs: [{ id: 'output', label: 'Output', type: listOf('text') }]
  },
  example: {
    inputs: { text: 'red, green, blue', separator: ', ' },
    outputs: { output: ['red', 'green', 'blue'] }
  },
  deed: () => import('./deed.ts')
})
