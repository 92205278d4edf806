import type { CardDocs } from '@hookwright/engine'

export const listAtDocs: CardDocs = {
  help: 'Takes one item out of a list by its place. Counting starts at 0, and from the end at -1, which is the last item. Where the list has nothing, the item is missing and the flow goes on.',
  example: {
    config: { items: 'text' },
    inputs: { list: ['red', 'green', 'blue'], index: 1 },
    outputs: { item: 'green' }
  }
}
