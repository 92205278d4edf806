import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** Start card of a flow that closes a subscription at the service. */
export const webhookDeregistration = helperStart({
  type: 'webhook-deregistration',
  title: 'Webhook Deregistration',
  docs: {
    help: 'Starts the flow that deletes a subscription at the service, each time a user turns a flow off. Registration Data is the value that the registration flow returned for this subscription; map its parts, such as an id, to the request that deletes it. The flow needs no Return card.'
  },
  kind: 'deregistration',
  event: 'Webhook Event: Deregistration',
  needsReturn: false,
  gives: [{ id: 'registrationData', label: 'Registration Data', type: one('object') }]
})
