import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** The start card of a flow that has the service send a test event. */
export const webhookProbe = helperStart({
  type: 'webhook-probe',
  title: 'Webhook Probe',
  kind: 'probe',
  event: 'Webhook Event: Probe',
  needsReturn: false,
  gives: [
    { id: 'eventUrl', label: 'Event URL', type: one('text') },
    { id: 'registrationData', label: 'Registration Data', type: one('object') }
  ]
})
