import type { CardDocs } from '@hookwright/engine'

export const callFlowDocs: CardDocs = {
  help: 'Runs a helper flow and goes on when it is done. The inputs and outputs of the card are those of the helper flow. When a card of the helper flow fails, this flow fails with it, unless an If Error card is around; when the helper flow stops early, its outputs are empty.'
}
