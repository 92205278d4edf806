import type { CardDocs } from '@hookwright/engine'

export const jsonParseDocs: CardDocs = {
  help: 'Reads JSON text and gives the value that it stands for: an object, a list, text, a number, true or false. A whole number too long to be kept exactly comes out as text, so that no digit is lost. Text that is not JSON makes the card fail.',
  example: {
    config: {},
    inputs: { text: '{ "id": 7, "tags": ["new"] }' },
    outputs: { output: { id: 7, tags: ['new'] } }
  }
}
