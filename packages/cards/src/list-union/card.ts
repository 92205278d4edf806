import { uniqueBy } from '../list-sets/item-key.ts'
import { combineLists, listSetCard, listSetHelp } from '../list-sets/list-set-card.ts'

/** Card that returns the items of two lists, without duplicates. */
export const listUnion = listSetCard({
  type: 'list-union',
  title: 'Union',
  docs: {
    summary: 'Items of two lists, each once',
    aliases: ['combine', 'merge', 'set', 'concat', 'array'],
    help: listSetHelp('Returns the items of two lists as one list, in order, each one once.'),
    example: {
      config: { items: 'text' },
      inputs: { first: ['red', 'green'], second: ['green', 'blue'] },
      outputs: { output: ['red', 'green', 'blue'] }
    }
  },
  execute: combineLists((first, second, keyOf) => uniqueBy([...first, ...second], keyOf))
})
