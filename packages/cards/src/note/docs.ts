import type { CardDocs } from '@hookwright/engine'

export const noteDocs: CardDocs = {
  help: 'Holds words for those who read the flow. It takes and gives nothing, and a run passes it by.',
  example: {
    config: { text: 'Acme HR sends each event twice; the second one is dropped.' },
    inputs: {},
    outputs: {}
  }
}
