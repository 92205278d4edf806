import type { CardDocs } from '@hookwright/engine'

export const returnCardDocs: CardDocs = {
  help: 'Ends a helper flow and gives values to the flow that called it. Add a field for each value and map it; what is not mapped is given as nothing. A value that does not fit its data type fails only a card that reads it.'
}
