import type { CardDocs } from '@hookwright/engine'

export const webhookRegistrationDocs: CardDocs = {
  help: 'Starts the flow that tells the service where to send events, each time a user turns a flow on. Send Event URL to the service, with Signing Secret where it signs with a secret that it is told, and give what is needed to take the subscription back, such as its id, to the Return card as Registration Data. Add inputs for what differs from event to event, so that one registration flow serves many Webhook Event cards.'
}
