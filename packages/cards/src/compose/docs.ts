import type { CardDocs } from '@hookwright/engine'

export const composeDocs: CardDocs = {
  help: 'Writes text with values of earlier cards in it. Type the text, and drag values to the places where they belong. A value that is missing leaves nothing behind.',
  example: {
    config: {},
    inputs: { text: 'Dear Ada,\nwelcome to Acme HR.' },
    outputs: { output: 'Dear Ada,\nwelcome to Acme HR.' }
  }
}
