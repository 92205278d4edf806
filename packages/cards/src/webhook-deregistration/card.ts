import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** The start card of a flow that closes a subscription at the service. */
export const webhookDeregistration = helperStart({
  type: 'webhook-deregistration',
  title: 'Webhook Deregistration',
  kind: 'deregistration',
  event: 'Webhook Event: Deregistration',
  needsReturn: false,
  gives: [{ id: 'registrationData', label: 'Registration Data', type: one('object') }]
})
