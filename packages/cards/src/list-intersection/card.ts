import { uniqueBy } from '../list-sets/item-key.ts'
import { combineLists, listSetCard, listSetHelp } from '../list-sets/list-set-card.ts'

/** Card that returns the common items of two lists, without duplicates. */
export const listIntersection = listSetCard({
  type: 'list-intersection',
  title: 'Intersection',
  docs: {
    summary: 'Items that two lists share',
    aliases: ['common', 'both', 'set', 'array'],
    help: listSetHelp(
      'Returns the items of a list that a second list contains too, in order, each one once.'
    ),
    example: {
      config: { items: 'text' },
      inputs: { first: ['red', 'green'], second: ['green', 'blue'] },
      outputs: { output: ['green'] }
    }
  },
  execute: combineLists((first, second, keyOf) => {
    const others = new Set(second.map(keyOf))
    return uniqueBy(first, keyOf).filter(item => others.has(keyOf(item)))
  })
})
