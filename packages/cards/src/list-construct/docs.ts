import type { CardDocs } from '@hookwright/engine'

export const listConstructDocs: CardDocs = {
  help: 'Builds a list of the values that you map, in their order. An item without a value holds null.',
  example: {
    config: {
      items: 'text',
      fields: [
        { id: 'first', label: 'Item 1' },
        { id: 'second', label: 'Item 2' }
      ]
    },
    inputs: { first: 'user.created', second: 'user.deleted' },
    outputs: { output: ['user.created', 'user.deleted'] }
  }
}
