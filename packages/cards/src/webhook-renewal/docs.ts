import type { CardDocs } from '@hookwright/engine'

export const webhookRenewalDocs: CardDocs = {
  help: 'Starts the flow that renews a subscription at the service, some time before the moment that was returned as Expires At. Ask the service for more time, and give the new Expires At to the Return card; Registration Data stays as it is where the Return card gets none. A service without a call to renew needs no such flow: Hookwright then registers anew and removes the old subscription afterwards.'
}
