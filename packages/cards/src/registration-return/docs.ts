import type { CardDocs } from '@hookwright/engine'

export const registrationReturnDocs: CardDocs = {
  help: 'Ends the registration or renewal flow. Registration Data is kept, sealed, and given to the deregistration flow when the user turns the flow off: put in it what the service needs to take the subscription back, such as its id. Map Expires At when the service ends subscriptions by itself, so that they are renewed in time.'
}
