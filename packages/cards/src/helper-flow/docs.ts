import type { CardDocs } from '@hookwright/engine'

export const helperFlowDocs: CardDocs = {
  help: 'Starts a flow that other flows run with Call Flow. Add an input for each value that a caller hands over. Put a Return card at the end to give values back.'
}
