import type { CardDocs } from '@hookwright/engine'

export const ifElseIfDocs: CardDocs = {
  help: 'Compares two values in each of its cases, in their order, and runs the cards of the first case whose comparison holds; when none does, those of the last block. Cards after it see only the outputs that you add to this card: map each of them at the end of every block.'
}
