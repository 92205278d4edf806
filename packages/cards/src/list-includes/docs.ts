import type { CardDocs } from '@hookwright/engine'

export const listIncludesDocs: CardDocs = {
  help: 'Says whether a list has an item that equals a value. Numbers, and texts that hold a number, are compared as numbers, moments as moments, and all else as text. A list that is missing has no items.',
  example: { config: {}, inputs: { list: ['red', 'green'], item: 'green' }, outputs: { result: true } }
}
