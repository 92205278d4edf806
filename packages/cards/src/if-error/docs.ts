import type { CardDocs } from '@hookwright/engine'

export const ifErrorDocs: CardDocs = {
  help: 'Runs the cards of its first block and, when one of them fails, the cards of its second block, which can use Error: its message, its code and the card that failed. Cards after it see only the outputs that you add to this card: map each of them at the end of both blocks. A run that was cancelled or takes too long ends all the same.'
}
