import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** Start card of a flow that renews expiring subscriptions. */
export const webhookRenewal = helperStart({
  type: 'webhook-renewal',
  title: 'Webhook Renewal',
  docs: {
    help: 'Starts the flow that renews a subscription at the service, some time before it expires. Ask the service to extend it, and pass the new Expires At to the Return card. Signing Secret is the secret of the registration, for services that need it again. If the Return card returns no Registration Data, the stored data does not change. If the service cannot renew subscriptions, you do not need this flow: Hookwright creates a new subscription and then removes the old one.'
  },
  kind: 'renewal',
  event: 'Webhook Event: Renewal',
  needsReturn: true,
  gives: [
    { id: 'eventUrl', label: 'Event URL', type: one('text') },
    { id: 'signingSecret', label: 'Signing Secret', type: one('text') },
    { id: 'registrationData', label: 'Registration Data', type: one('object') }
  ]
})
