import type { CardDocs } from '@hookwright/engine'

export const connectorEventDocs: CardDocs = {
  help: 'Starts your flow each time the event happens at the service. Choose the connection and the options, map the outputs to the cards after it, and turn the flow on. An event that comes with several records runs the flow once for each record, or once with the whole list, as you choose.'
}
