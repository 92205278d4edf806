import type { CardDocs } from '@hookwright/engine'

export const listLengthDocs: CardDocs = {
  help: 'Counts the items of a list. A list that is missing has none.',
  example: { config: {}, inputs: { list: ['a', 'b', 'c'] }, outputs: { length: 3 } }
}
