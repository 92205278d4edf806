import { one } from '@hookwright/model'
import { helperStart } from '../kernel/helper-start.ts'

/** Start card of a flow that creates a subscription at the service. */
export const webhookRegistration = helperStart({
  type: 'webhook-registration',
  title: 'Webhook Registration',
  docs: {
    help: 'Starts the flow that subscribes the Event URL at the service, each time a user turns a flow on. Send Event URL to the service, and Signing Secret if the service signs with a secret that you set. Return everything needed to delete the subscription, such as its id, as Registration Data. Lapsed Registration Data has a value only if an earlier registration ended unexpectedly at the service. It contains the data of that registration, for services that can resume it. Add inputs for values that differ between events, so that one registration flow serves many Webhook Event cards.'
  },
  kind: 'registration',
  event: 'Webhook Event: Registration',
  needsReturn: true,
  gives: [
    { id: 'eventUrl', label: 'Event URL', type: one('text') },
    { id: 'signingSecret', label: 'Signing Secret', type: one('text') },
    { id: 'lapsedData', label: 'Lapsed Registration Data', type: one('object') }
  ]
})
