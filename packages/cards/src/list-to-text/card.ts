import { outputs } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { itemsOf } from '../kernel/list-card.ts'
import { plainCard } from '../kernel/plain-card.ts'
import { checkTextLength, joinedLength } from '../kernel/text-size.ts'

/** Card that joins the texts of a list. */
export const listToText = plainCard({
  type: 'list-to-text',
  title: 'List to Text',
  group: 'List',
  docs: {
    summary: 'Items of a list joined into one text',
    aliases: ['join', 'csv', 'implode', 'string'],
    help: 'Joins the items of a list into one text, in order, with the separator between them. A missing item counts as empty text, a missing list as an empty list.',
    example: {
      config: {},
      inputs: { list: ['red', 'green', 'blue'], separator: ', ' },
      outputs: { output: 'red, green, blue' }
    }
  },
  ports: {
    inputs: [
      { id: 'list', label: 'List', type: listOf('text'), required: true, mayBeNull: true },
      { id: 'separator', label: 'Separator', type: one('text'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  /** Joins the texts. A missing text counts as empty. */
  execute: ({ name, inputs }) => {
    const items = itemsOf(inputs.list)
    const separator = String(inputs.separator ?? '')
    checkTextLength(joinedLength(items, separator), name)
    return outputs({ output: items.map(item => item ?? '').join(separator) })
  }
})
