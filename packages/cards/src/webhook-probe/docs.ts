import type { CardDocs } from '@hookwright/engine'

export const webhookProbeDocs: CardDocs = {
  help: 'Starts the flow that asks the service for a test event, right after a subscription was registered, where the event is to be proven by one. Registration Data is what the registration flow returned; map its parts, such as an id, to the request that makes the service send a ping to the Event URL. When the flow fails, or nothing comes in time, the user’s flow stays off. The flow needs no Return card.'
}
