import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** The start card of a flow that keeps a subscription alive at a service that ends them by themselves. */
export const webhookRenewal = helperStart({
  type: 'webhook-renewal',
  title: 'Webhook Renewal',
  docs: {
    help: 'Starts the flow that renews a subscription at the service, some time before the moment that was returned as Expires At. Ask the service for more time, and give the new Expires At to the Return card; Registration Data stays as it is where the Return card gets none. A service without a call to renew needs no such flow: Hookwright then registers anew and removes the old subscription afterwards.'
  },
  kind: 'renewal',
  event: 'Webhook Event: Renewal',
  needsReturn: true,
  gives: [
    { id: 'eventUrl', label: 'Event URL', type: one('text') },
    { id: 'registrationData', label: 'Registration Data', type: one('object') }
  ]
})
