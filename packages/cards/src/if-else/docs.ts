import type { CardDocs } from '@hookwright/engine'

export const ifElseDocs: CardDocs = {
  help: 'Compares two values and runs the cards of one of its two blocks. Cards after it see only the outputs that you add to this card: map each of them at the end of both blocks. Numbers, and texts that hold a number, are compared as numbers, moments as moments, and all else as text.'
}
