import { combineLists, listSetCard, listSetHelp } from '../list-sets/list-set-card.ts'

/** Card that returns the items of a list that another list does not contain. */
export const listDifference = listSetCard({
  type: 'list-difference',
  title: 'Difference',
  docs: {
    summary: 'Items that are not in a second list',
    aliases: ['except', 'minus', 'diff', 'set', 'array'],
    help: listSetHelp(
      'Returns the items of a list that a second list does not contain, in order. An item that occurs twice is kept twice.'
    ),
    example: {
      config: { items: 'text' },
      inputs: { first: ['red', 'green'], second: ['green', 'blue'] },
      outputs: { output: ['red'] }
    }
  },
  execute: combineLists((first, second, keyOf) => {
    const others = new Set(second.map(keyOf))
    return first.filter(item => !others.has(keyOf(item)))
  })
})
