import type { CardDocs } from '@hookwright/engine'

export const webhookEventDocs: CardDocs = {
  help: 'Starts the flow each time the service sends an event to the Event URL. The options are what users choose when they put the event into a flow of their own. When a user turns that flow on, the registration flow tells the service where to send events; the deregistration flow takes that back. A renewal flow keeps alive what ends by itself, and a flow that lists registrations lets Hookwright compare what stands at the service with what should. Map Body and its parts to the outputs of Return Outputs.'
}
