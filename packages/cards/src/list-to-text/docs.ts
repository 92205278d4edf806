import type { CardDocs } from '@hookwright/engine'

export const listToTextDocs: CardDocs = {
  help: 'Joins the items of a list into one text, in their order. The separator, if there is one, stands between each two of them. An item that is missing counts as empty, a list that is missing as one without items.',
  example: {
    config: {},
    inputs: { list: ['red', 'green', 'blue'], separator: ', ' },
    outputs: { output: 'red, green, blue' }
  }
}
