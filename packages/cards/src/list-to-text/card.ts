import { listOf, one } from '@hookwright/model'
import { plainCard } from '../plain/plain-card.ts'

/** The texts of a list as one. */
export const listToText = plainCard({
  type: 'list-to-text',
  title: 'List to Text',
  group: 'List',
  help: 'Joins the items of a list into one text, in their order. The separator, if there is one, stands between each two of them. An item that is missing counts as empty, a list that is missing as one without items.',
  ports: {
    inputs: [
      { id: 'list', label: 'List', type: listOf('text'), required: true, mayBeNull: true },
      { id: 'separator', label: 'Separator', type: one('text'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  example: {
    inputs: { list: ['red', 'green', 'blue'], separator: ', ' },
    outputs: { output: 'red, green, blue' }
  },
  deed: () => import('./deed.ts')
})
