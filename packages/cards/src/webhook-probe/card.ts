import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** Start card of a flow that requests a test event from the service. */
export const webhookProbe = helperStart({
  type: 'webhook-probe',
  title: 'Webhook Probe',
  docs: {
    help: 'Starts the flow that asks the service for a test event, right after the registration. Registration Data is the value that the registration flow returned; map its parts, such as an id, to the request that makes the service send a ping to the Event URL. If the flow fails, or no event arrives in time, the user’s flow stays off. The flow needs no Return card.'
  },
  kind: 'probe',
  event: 'Webhook Event: Probe',
  needsReturn: false,
  gives: [
    { id: 'eventUrl', label: 'Event URL', type: one('text') },
    { id: 'registrationData', label: 'Registration Data', type: one('object') }
  ]
})
