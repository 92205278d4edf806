import type { CardDocs } from '@hookwright/engine'

export const splitDocs: CardDocs = {
  help: 'Cuts a text at each place where a separator stands and gives the parts as a list. An empty part between two separators stays. A text that is missing gives an empty list.',
  example: {
    config: {},
    inputs: { text: 'red, green, blue', separator: ', ' },
    outputs: { output: ['red', 'green', 'blue'] }
  }
}
