import type { CardDocs } from '@hookwright/engine'

export const webhookDeregistrationDocs: CardDocs = {
  help: 'Starts the flow that takes a subscription back at the service, each time a user turns a flow off. Registration Data is what the registration flow returned for this subscription; map its parts, such as an id, to the request that deletes it. The flow needs no Return card.'
}
