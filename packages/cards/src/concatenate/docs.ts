import type { CardDocs } from '@hookwright/engine'

export const concatenateDocs: CardDocs = {
  help: 'Joins texts in their order into one. The separator, if there is one, stands between each two of them. A text that is missing counts as empty, and the separators around it stay.',
  example: {
    config: {
      fields: [
        { id: 'first', label: 'First name' },
        { id: 'last', label: 'Last name' }
      ],
      separator: ' '
    },
    inputs: { first: 'Ada', last: 'Acme' },
    outputs: { output: 'Ada Acme' }
  }
}
