import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** The start card of a flow that opens a subscription at the service. */
export const webhookRegistration = helperStart({
  type: 'webhook-registration',
  title: 'Webhook Registration',
  docs: {
    help: 'Starts the flow that tells the service where to send events, each time a user turns a flow on. Send Event URL to the service, with Signing Secret where it signs with a secret that it is told, and give what is needed to take the subscription back, such as its id, to the Return card as Registration Data. Add inputs for what differs from event to event, so that one registration flow serves many Webhook Event cards.'
  },
  kind: 'registration',
  event: 'Webhook Event: Registration',
  needsReturn: true,
  gives: [
    { id: 'eventUrl', label: 'Event URL', type: one('text') },
    { id: 'signingSecret', label: 'Signing Secret', type: one('text') }
  ]
})
