import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** The start card of a flow that keeps a subscription alive at a service that ends them by themselves. */
export const webhookRenewal = helperStart({
  type: 'webhook-renewal',
  title: 'Webhook Renewal',
  kind: 'renewal',
  event: 'Webhook Event: Renewal',
  needsReturn: true,
  gives: [
    { id: 'eventUrl', label: 'Event URL', type: one('text') },
    { id: 'registrationData', label: 'Registration Data', type: one('object') }
  ]
})
